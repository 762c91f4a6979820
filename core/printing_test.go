//go:build !js

package core_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestEntitiesPrintReadably(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "read write")
	entity, err := client.AccountVerifyCredentials(w.ctx)
	account, err := native.Decode(entity, err)
	require.NoError(t, err)
	for _, printed := range []string{fmt.Sprint(account), fmt.Sprintf("%+v", &account), fmt.Sprint([]core.Account{account}), fmt.Sprint(struct{ Who *core.Account }{&account}.Who)} {
		assert.Contains(t, printed, `Username: "alice"`)
		assert.Contains(t, printed, `Source: {Privacy: "public"`)
		assert.NotContains(t, printed, "0x")
		assert.NotContains(t, printed, `""`, "what is empty is left out")
	}
	assert.Contains(t, fmt.Sprint(entity), `"username":"alice"`)
	assert.Equal(t, "{}", fmt.Sprint(core.Entity[core.Account]{}))
	assert.Equal(t, "Account{}", fmt.Sprint(core.Account{}))
	assert.Equal(t, `Account{ID: "1", Note: "\x1b[2J\n", FollowersCount: 12345678}`, fmt.Sprint(core.Account{ID: "1", Note: "\x1b[2J\n", FollowersCount: 12345678}))
	assert.Equal(t, `Application{Name: "a", Scopes: ["read", "write"]}`, fmt.Sprint(core.Application{Name: "a", Scopes: []string{"read", "write"}}))
	assert.Equal(t, `Instance{APIVersions: {glitch: 1, mastodon: 6}}`, fmt.Sprint(core.Instance{APIVersions: map[string]float64{"mastodon": 6, "glitch": 1}}))
	assert.Equal(t, "<nil>", fmt.Sprint((*core.Account)(nil)))
}

func TestNoSecretIsPrinted(t *testing.T) {
	text := []byte(`{"access_token":"s3cret-1","list":[{"client_secret":"s3cret-2","name":"a"}],"refresh_token":"s3cret-3","scope":"read"}`)
	document, err := native.Parse(text)
	require.NoError(t, err)
	for what, printed := range map[string]string{
		"a token":       fmt.Sprint(core.Token{AccessToken: "s3cret-1", RefreshToken: "s3cret-3", Scope: "read"}),
		"an app":        fmt.Sprintf("%+v", &core.Application{ClientSecret: "s3cret-2", Name: "a"}),
		"a login":       fmt.Sprint(core.Credentials{AccessToken: "s3cret-1", ClientSecret: "s3cret-2", RefreshToken: "s3cret-3"}),
		"a document":    fmt.Sprint(document),
		"an entity":     fmt.Sprint(core.Entity[core.Token]{Document: document}),
		"several of it": fmt.Sprint([]core.Entity[core.Token]{{Document: document}}),
	} {
		assert.NotContains(t, printed, "s3cret", what)
		assert.Contains(t, printed, "[hidden]", what)
	}
	assert.Contains(t, fmt.Sprint(document), `"name":"a"`)
	encoded, err := native.Encode(document)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(encoded), "the document itself has all")
}

// Each entity has a String of its own, so that none prints its pointers.
func TestEachEntityHasAString(t *testing.T) {
	printable := map[string]bool{}
	file, err := parser.ParseFile(token.NewFileSet(), "printing_native.go", nil, 0)
	require.NoError(t, err)
	for _, declaration := range file.Decls {
		if f, ok := declaration.(*ast.FuncDecl); ok && f.Recv != nil {
			if name, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				printable[name.Name] = true
			}
		}
	}
	entities := 0
	for _, name := range []string{"entities.go", "metadata.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.TypeSpec); ok && ast.IsExported(spec.Name.Name) {
				entities++
				assert.True(t, printable[spec.Name.Name], spec.Name.Name)
			}
			return true
		})
	}
	assert.Greater(t, entities, 10)
}
