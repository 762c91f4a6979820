package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// B18: Mastodon.py's table is incomplete and is read in one direction only, so it reports granted scopes as missing.
func TestMissingScopes(t *testing.T) {
	granular := "read:blocks read:follows read:mutes write:blocks write:follows write:mutes"
	allRead := "read:accounts read:blocks read:bookmarks read:favourites read:filters read:follows read:lists read:mutes read:notifications read:search read:statuses"
	for _, test := range []struct{ granted, requested, missing string }{
		{"read", "read:accounts", ""},
		{"read", "read:me read:collections", ""},
		{"write", "write:conversations write:collections", ""},
		{"follow", "read:follows write:mutes", ""},
		{"follow", "read", "read"},
		{"read write", "follow", ""},
		{granular, "follow", ""},
		{"read:blocks write:mutes", "follow", "follow"},
		{allRead, "read", ""},
		{strings.Replace(allRead, "read:lists ", "", 1), "read", "read"},
		{"admin:read", "admin:read:accounts", ""},
		{"admin:read", "read", "read"},
		{"read", "admin:read:accounts", "admin:read:accounts"},
		{"profile", "profile", ""},
		{"read profile", "profile", ""},
		{"read", "profile", "profile"},
		{"push follow write read", "read write follow push", ""},
		{"read read", "read", ""},
		{"read write", "read", ""},
		{"read", "", ""},
		{"", "read", "read"},
		{"read,write", "read write", ""},
		{"READ", "read", ""},
		{"read", "read write push", "write push"},
		{"pushy", "push", "push"},
		{"re", "read", "read"},
		{"write:accounts", "write", "write"},
	} {
		t.Run(test.granted+" for "+test.requested, func(t *testing.T) {
			missing := core.ScopesMissing(core.SplitScopes(test.granted), core.SplitScopes(test.requested))
			assert.Equal(t, test.missing, strings.Join(missing, " "))
		})
	}
}

func TestCoarser(t *testing.T) {
	for fine, coarse := range map[string]string{
		"read:accounts write:statuses":   "read write",
		"profile":                        "read",
		"profile read":                   "read",
		"admin:read:accounts admin:read": "admin:read",
		"read write follow push":         "read write follow push",
	} {
		assert.Equal(t, coarse, strings.Join(core.Coarser(core.SplitScopes(fine)), " "), fine)
	}
}

func FuzzScopes(f *testing.F) {
	f.Add("read write:accounts", "follow")
	f.Add("admin:read,push", "READ+profile")
	f.Fuzz(func(t *testing.T, granted, requested string) {
		have, want := core.SplitScopes(granted), core.SplitScopes(requested)
		assert.Empty(t, core.ScopesMissing(want, want), "what is granted to the letter is granted")
		assert.LessOrEqual(t, len(core.ScopesMissing(have, want)), len(want))
		core.Coarser(have)
	})
}
