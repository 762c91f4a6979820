package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The golden file is rewritten with: UPDATE=1 go test ./wasm/typegen
func TestGolden(t *testing.T) {
	got, err := generate("testdata/core", "testdata/exports.go")
	require.NoError(t, err)
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile("testdata/golden.ts", []byte(got), 0o644))
	}
	want, err := os.ReadFile("testdata/golden.ts")
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestTypesAreCurrent(t *testing.T) {
	got, err := generate("../../core", "../../jsbind/exports.go")
	require.NoError(t, err)
	committed, err := os.ReadFile("../types.gen.ts")
	require.NoError(t, err)
	assert.Equal(t, got, string(committed), "run \"make generate\" and commit wasm/types.gen.ts")
}

func TestRefusals(t *testing.T) {
	core, err := os.ReadFile("testdata/core/core.go")
	require.NoError(t, err)
	table, err := os.ReadFile("testdata/exports.go")
	require.NoError(t, err)
	for _, test := range []struct {
		name     string
		old, new string // replaced in core.go or in exports.go
		message  string
	}{
		{"a type without TypeScript", "Size    int ", "Size    chan int ", "Note.Size: there is no TypeScript for its type"},
		{"an array of fixed length", "Parts   []Part", "Parts   [2]Part", "Note.Parts: there is no TypeScript for its type"},
		{"an unknown name", "Parts   []Part", "Parts   []Piece", "Note.Parts: there is no TypeScript for Piece"},
		{"a map with other keys", "map[string]float64", "map[int]float64", "Note.Counts: there is no TypeScript for its type"},
		{"a field without a tag", "Size    int                `json:\"size\"`", "Size int", "Note.Size has no json tag"},
		{"an embedded struct", "type Note struct {", "type Note struct {\n\tPart", "Note.(embedded) has no json tag"},
		{"a struct on both sides", "Rows   []Row ", "Rows   []Part ", "Part is used for options and for results"},
		{"no scope sets", "var ScopeSets", "var Sets", "core has no ScopeSets"},
		{"a scope in a set that is in no other", `"read:one"`, `"one"`, "one is in no other scope"},
		{"no default scopes", "var DefaultScopes", "var Defaults", "DefaultScopes is no list of strings"},
		{"a function that is not there", "Client).PostNote", "Client).SendNote", `"postNote": package core has no Client.SendNote`},
		{"a method exported as a query", "method((*core.Client).PostNote)", "query((*core.Client).PostNote)", "does not have the parameters of a query"},
		{"a query exported as a method", "query((*core.Client).Note)", "method((*core.Client).Note)", "does not have the parameters of a method"},
		{"a line of something else", "method((*core.Client).PostNote)", "method(postNote)", "expected static, method, action, query or task"},
		{"options that are no struct", "options PostNoteOptions)", "options string)", "PostNote: its options are no struct of core"},
		{"a function without an error", "Known(ctx context.Context) (bool, error)", "Known(ctx context.Context) bool", "does not return a result and an error"},
		{"no table", "var methods", "var functions", "the tables statics and methods were not found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			for name, content := range map[string][]byte{"core/core.go": core, "exports.go": table} {
				path := filepath.Join(folder, name)
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				changed := strings.Replace(string(content), test.old, test.new, 1)
				require.NoError(t, os.WriteFile(path, []byte(changed), 0o644))
			}
			require.NotEqual(t, 0, strings.Count(string(core)+string(table), test.old), "the test changes nothing")
			_, err := generate(filepath.Join(folder, "core"), filepath.Join(folder, "exports.go"))
			assert.ErrorContains(t, err, test.message)
		})
	}
}
