package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// To rewrite the golden files, run: UPDATE=1 go test ./wasm/typegen
func TestGolden(t *testing.T) {
	files, err := generate("testdata/core", "testdata/exports.go", "testdata/errors.md")
	require.NoError(t, err)
	for path, got := range files {
		path = "testdata/golden/" + filepath.Base(path)
		if os.Getenv("UPDATE") != "" {
			require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, string(want), got)
	}
}

func TestGeneratedFilesAreCurrent(t *testing.T) {
	files, err := generate("../../core", "../../jsbind/exports.go", "../../docs/errors.md")
	require.NoError(t, err)
	for path, got := range files {
		committed, err := os.ReadFile("../../" + path)
		require.NoError(t, err)
		assert.Equal(t, got, string(committed), "run \"make generate\" and commit "+path)
	}
}

func TestRefusals(t *testing.T) {
	core, err := os.ReadFile("testdata/core/core.go")
	require.NoError(t, err)
	table, err := os.ReadFile("testdata/exports.go")
	require.NoError(t, err)
	page, err := os.ReadFile("testdata/errors.md")
	require.NoError(t, err)
	for _, test := range []struct {
		name     string
		old, new string // replaced in core.go, exports.go or errors.md
		message  string
	}{
		{"a type without TypeScript", "Size    int ", "Size    chan int ", "Note.Size: there is no TypeScript for its type"},
		{"an array of fixed length", "Parts   []Part", "Parts   [2]Part", "Note.Parts: there is no TypeScript for its type"},
		{"an unknown name", "Parts   []Part", "Parts   []Piece", "Note.Parts: there is no TypeScript for Piece"},
		{"a map with other keys", "map[string]float64", "map[int]float64", "Note.Counts: there is no TypeScript for its type"},
		{"a field without a tag", "Size    int                `json:\"size\"`", "Size int", "Note.Size has no json tag"},
		{"an embedded struct", "type Note struct {", "type Note struct {\n\tPart", "Note.(embedded) has no json tag"},
		{"a struct on both sides", "Row    *Row ", "Row    *Part ", "Part is used for options and for results"},
		{"a list of structs as an option", "Row    *Row ", "Row    []Row ", "PostNoteOptions.Row: there is no TypeScript for its type"},
		{"a whole number as an option", "Weight float64 `json:\"weight,omitempty\"`\n}", "Weight int `json:\"weight,omitempty\"`\n}", "Row.Weight: the bridge cannot read its type"},
		{"a struct by value as an option", "Row    *Row ", "Row    Row ", "PostNoteOptions.Row: the bridge cannot read its type"},
		{"a map in a result", "Stamps  []Stamp", "Stamps  map[string]float64", "Receipt.Stamps: the bridge cannot write its type"},
		{"a list of words in a result", "Stamps  []Stamp", "Stamps  []Kind", "Receipt.Stamps: the bridge cannot write its type"},
		{"a pointer to a text in a result", "Last    *Stamp", "Last    *string", "Receipt.Last: the bridge cannot write its type"},
		{"a name with a space", `json:"public"`, `json:"is public"`, "Receipt.Public: its name in JavaScript has a space or a question mark"},
		{"a result that is a pointer to a text", "Version(ctx context.Context) (string, error)", "Version(ctx context.Context) (*string, error)", "Version: the bridge cannot write its type"},
		{"no credentials", "type Credentials struct", "type Logins struct", "core has no struct Credentials with json tags"},
		{"no scope sets", "var ScopeSets", "var Sets", "core has no ScopeSets"},
		{"a scope in a set that is in no other", `"read:one"`, `"one"`, "one is in no other scope"},
		{"no default scopes", "var DefaultScopes", "var Defaults", "DefaultScopes is no list of strings"},
		{"a function that is not there", "callPostNote", "callSendNote", `"postNote": package core has no Client.SendNote`},
		{"a static that is a method", `{"createNote", callCreateNote}`, `{"createNote", callPostNote}`, `"createNote": package core has no PostNote`},
		{"a static without a host", "CreateNote(ctx context.Context, host Host, options", "CreateNote(ctx context.Context, options", "CreateNote takes more than Context, Host and options"},
		{"a method with two options", "ctx context.Context, options PostNoteOptions", "ctx context.Context, id string, options PostNoteOptions", "Client.PostNote takes more than Context and options"},
		{"a method without a context", "Forget(context.Context)", "Forget()", "Client.Forget does not take Context"},
		{"a line of something else", "callPostNote", "calls.PostNote", `"postNote": expected the name of a function`},
		{"options that are no struct", "options PostNoteOptions)", "options string)", "PostNote: its options are no struct of core"},
		{"a function without an error", "Known(ctx context.Context) (bool, error)", "Known(ctx context.Context) bool", "does not return a result and an error"},
		{"a code that does not say what to do", " To do: shorten it.", "", "CodeNoteLong: its comment is not"},
		{"a code that does not say for whom", " For both.", "", "CodeNoteLong: its comment is not"},
		{"a code of no group", "// Notes\n", "", "CodeNoteMissing: its comment is not"},
		{"no place for the codes", "<!-- codes", "<!-- words", "errors.md has no place for the codes"},
		{"no table", "var methods", "var functions", "the tables statics and methods were not found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			for name, content := range map[string][]byte{"core/core.go": core, "exports.go": table, "errors.md": page} {
				path := filepath.Join(folder, name)
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				changed := strings.Replace(string(content), test.old, test.new, 1)
				require.NoError(t, os.WriteFile(path, []byte(changed), 0o644))
			}
			require.NotEqual(t, 0, strings.Count(string(core)+string(table)+string(page), test.old), "the test changes nothing")
			_, err := generate(filepath.Join(folder, "core"), filepath.Join(folder, "exports.go"), filepath.Join(folder, "errors.md"))
			assert.ErrorContains(t, err, test.message)
		})
	}
}
