package core_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// refusals are the statuses whose message alone does not say what is wrong.
var refusals = []int{400, 403, 409, 422}

// A Go program logs err, so Error has what the server said: in one line that no terminal reads as a command.
func TestGoErrorsEndWithTheServersOwnWords(t *testing.T) {
	inGoPrograms(t, "wasm/tests/runtime-words.test.mjs")
	for _, status := range refusals {
		for said, shown := range map[string]string{
			"Validation failed: Text is bad":  "Validation failed: Text is bad",
			`one\n\ttwo\r\u0000\u001b[31mred`: "one two [31mred",
			`left\u202Eright\u2028end`:        "left right end",
			strings.Repeat("x", 301):          strings.Repeat("x", 300) + "…",
		} {
			client, _ := scripted(t, core.Options{}, jsonAnswer(status, `{"error":"`+said+`"}`))
			_, err := client.Preferences(context.Background())
			assert.True(t, strings.HasSuffix(err.Error(), "(Description) "+sayOf(status)+" The server said: “"+shown+"”"), "%d: %s", status, err)
		}
		client, _ := scripted(t, core.Options{}, jsonAnswer(status, `{"error":"no: ECHO"}`))
		_, err := client.Preferences(context.Background())
		assert.Contains(t, err.Error(), "no: ")
		assert.NotContains(t, err.Error(), "token-1")
	}
}

func sayOf(status int) string {
	return map[int]string{400: "may say why.", 403: "may say more.", 409: "may say why.", 422: "say which part."}[status]
}

// A hint names the member that has the server's own words, and only where there are some.
func TestHintsLeadToTheServersOwnWords(t *testing.T) {
	for _, status := range refusals {
		client, _ := scripted(t, core.Options{}, jsonAnswer(status, `{"error":"no"}`))
		_, err := client.Preferences(context.Background())
		assert.Regexp(t, `\((error\.d|D)escription\) (may )?say (why|more|which part)\.$`, core.AsError(err).Hint, status)
		client, _ = scripted(t, core.Options{}, jsonAnswer(status, `{}`))
		_, err = client.Preferences(context.Background())
		assert.NotRegexp(t, `(?i)description|own words`, core.AsError(err).Hint, status)
		assert.NotContains(t, err.Error(), "The server said", status)
	}
}

// Who forgot a call, or did not wait for it, is told which one.
func TestHintsSayWhatHasToComeBefore(t *testing.T) {
	ctx, host := context.Background(), scriptHost(jsonAnswer(500, `{}`))
	for name, test := range map[string]struct {
		options core.Options
		hint    string
	}{
		"no app, no token":   {core.Options{}, `createapp.*, then give clientid and clientsecret\.$`},
		"none under the key": {core.Options{ClientCredentialKey: "app"}, `createapp.*: its option tokey is this key\.$`},
	} {
		test.options.APIBaseURL = "https://server.example"
		client, err := core.New(ctx, host, test.options)
		require.NoError(t, err)
		_, err = client.AuthRequestURL(ctx, core.AuthRequestURLOptions{})
		assert.Equal(t, core.CodeClientMissing, core.AsError(err).Code, name)
		assert.Regexp(t, test.hint, strings.ToLower(core.AsError(err).Hint), name)
		_, err = client.Preferences(ctx)
		assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code, name)
		assert.Regexp(t, `^log in first.*, or give an accesstoken\.$`, strings.ToLower(core.AsError(err).Hint), name)
	}
}

// What a Go program reads speaks of no page, no browser, and of no function that it does not have.
func TestNoHintOfAGoProgramSpeaksOfAPage(t *testing.T) {
	ofPages := regexp.MustCompile(`(?i)\b(browsers?|extension|cors|tabs?|await|ensurescopes|location\.href|error\.\w+)\b|\b(this|the) page\b`)
	require.True(t, ofPages.MatchString("An extension may block it."))
	// These are only made where the transport has a browser's rules, as is what speaks of pages of other sites.
	onlyInPages := []string{"network_reason.go", "refusal_explanation.go"}
	// A program on a desk opens a browser.
	ofLogIn := []string{"native/browser.go", "native/callback_pages.go", "native/copied_code.go", "native/loopback.go"}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the sources are not here") // in a browser
	}
	natives, err := filepath.Glob("native/*.go")
	require.NoError(t, err)
	for _, file := range append(files, natives...) {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_js.go") || slices.Contains(append(onlyInPages, ofLogIn...), file) {
			continue
		}
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		code := regexp.MustCompile(`(?m)(^|\s)//.*$`).ReplaceAllString(string(source), "")
		for _, text := range regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)+\"").FindAllString(code, -1) {
			if !strings.Contains(text, " ") || strings.Contains(text, "pages of other sites") || strings.Contains(text, "page or program") {
				continue
			}
			assert.NotRegexp(t, ofPages, text, file)
		}
	}
}
