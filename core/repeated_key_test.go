package core_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Each Mastodon does something else with a repeated key: the first post again, a 500, or a 404 for a scheduled one. The caller gets
// the first post from all of them.
func TestARepeatedKeyOnEachMastodon(t *testing.T) {
	later := time.Now().Add(time.Hour).UTC().Format("2006-01-02T15:04:05.000Z")
	for _, version := range []string{"4.4.22", "4.5.15", "4.6.5", "4.7.0-alpha.2"} {
		for name, options := range map[string]core.StatusPostOptions{
			"a post": {Status: "Grüße an alle & <jeden>\n\nbis bald"}, "a private post": {Status: "x", Visibility: core.VisibilityPrivate},
			"a warning": {Status: "x", SpoilerText: "cw"}, "a scheduled post": {Status: "later", ScheduledAt: later},
		} {
			t.Run(version+", "+name, func(t *testing.T) {
				w := newWorld(t, practice.Options{Version: version})
				client := w.loggedIn(t, "read write")
				options.IdempotencyKey = "once"
				first, err := client.StatusPost(w.ctx, options)
				require.NoError(t, err)
				again, err := client.StatusPost(w.ctx, options)
				require.NoError(t, err)
				assert.Equal(t, first.Document.Text("id"), again.Document.Text("id"))
				options.IdempotencyKey = "twice"
				other, err := client.StatusPost(w.ctx, options)
				require.NoError(t, err)
				assert.NotEqual(t, first.Document.Text("id"), other.Document.Text("id"))
				again, err = client.StatusPost(w.ctx, options)
				require.NoError(t, err)
				assert.Equal(t, other.Document.Text("id"), again.Document.Text("id"), "the first is known to have another key")
			})
		}
	}
}
