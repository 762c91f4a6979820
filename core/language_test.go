package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

func TestLanguages(t *testing.T) {
	for _, code := range []string{"", "en", "de", "aa", "zu", "ast", "kab", "tok", "szl"} {
		assert.True(t, core.LanguageOK(code), code)
	}
	for _, code := range []string{"zz", "EN", "en-US", "eng", "deu", "5", "english", "e", "ён", "a:", ":a", "n:", "b "} {
		assert.False(t, core.LanguageOK(code), code)
	}
}
