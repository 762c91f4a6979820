//go:build unix

package core_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// sessionIndex is what may stand in place of the index, and the ids of the sessions of two accounts in their order then.
type sessionIndex struct {
	name, text string
	isMissing  bool
	ids        []string
}

// sessionIndexes reads the table that wasm/tests/session-index.test.mjs has too.
func sessionIndexes(t *testing.T) (table []sessionIndex) {
	t.Helper()
	content, err := os.ReadFile("testdata/session_indexes.json")
	require.NoError(t, err)
	var rows [][3]json.RawMessage
	require.NoError(t, json.Unmarshal(content, &rows))
	for _, row := range rows {
		var test sessionIndex
		require.NoError(t, json.Unmarshal(row[0], &test.name))
		require.NoError(t, json.Unmarshal(row[1], &test.text))
		require.NoError(t, json.Unmarshal(row[2], &test.ids))
		test.isMissing = string(row[1]) == "null"
		table = append(table, test)
	}
	return table
}

func TestTheSessionsOfAnyIndex(t *testing.T) {
	for _, test := range sessionIndexes(t) {
		w, store := newNewerWorld(t, practice.Options{})
		for _, id := range []string{"https://practice.example#1", "https://practice.example#2"} {
			require.NoError(t, store.Set(w.ctx, "mastoauth:session:"+id, core.Fields{{Name: "api_base_url", Value: "https://practice.example"}, {Name: "access_token", Value: "t"}}))
			require.NoError(t, store.Set(w.ctx, "mastoauth:account:"+id, core.Fields{{Name: "id", Value: id[len(id)-1:]}}))
		}
		if !test.isMissing {
			require.NoError(t, store.Set(w.ctx, "mastoauth:sessions", core.Fields{{Name: "list", Value: "x"}}))
			require.NoError(t, os.WriteFile(store.file("mastoauth:sessions"), []byte(test.text), 0o600))
		}
		var ids []string
		for _, session := range w.sessions(t).Sessions {
			ids = append(ids, session.ID)
		}
		assert.Equal(t, test.ids, ids, test.name)
	}
}

// withoutKeys is a store that cannot list its keys.
type withoutKeys struct{ core.Storage }

func (withoutKeys) Keys(core.Context, string) ([]string, error) {
	return nil, &core.Error{Kind: core.ErrMastodon, Code: "storage_blocked", Message: "it lists no keys."}
}

func TestTheIndexIsEnoughForAStoreThatListsNoKeys(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.signIn(t, "alice")
	w.host.Storage = withoutKeys{w.host.Storage}
	w.signIn(t, "bob")
	assert.Len(t, w.sessions(t).Sessions, 2)
}
