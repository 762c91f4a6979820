package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A post needs no text if it has something else, as on Mastodon; with nothing at all, no request is sent.
func TestPostsWithoutText(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "read write")
	first, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "first"})
	require.NoError(t, err)
	for name, options := range map[string]core.StatusPostOptions{
		"a warning": {SpoilerText: "beware"},
		"a poll":    {Poll: &core.Poll{Options: []string{"yes", "no"}, ExpiresIn: 300}},
		"a quote":   {QuotedStatusID: first.Document.Text("id")},
	} {
		_, err := client.StatusPost(w.ctx, options)
		assert.NoError(t, err, name)
	}
	before := len(w.server.Log())
	for name, options := range map[string]core.StatusPostOptions{
		"nothing": {}, "blanks": {Status: " \n", SpoilerText: " "}, "only settings": {Visibility: core.VisibilityDirect, Sensitive: true, Language: "en"},
	} {
		_, err := client.StatusPost(w.ctx, options)
		require.Error(t, err, name)
		assert.Equal(t, core.CodeOptionMissing, core.AsError(err).Code)
	}
	assert.Len(t, w.server.Log(), before)
}
