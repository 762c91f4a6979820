package core_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestTheSentenceOfAnIssuerMismatch(t *testing.T) {
	w := newWorld(t, practice.Options{})
	back := w.approve(t, w.beginSignIn(t, nil).URL)
	before, _, _ := strings.Cut(back, "iss=")
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: strings.TrimRight(before, "?&") + "&iss=https://evil.example"})
	assert.Equal(t, core.CodeIssuerMismatch, core.AsError(err).Code)
	assert.Equal(t, core.GoName(core.OpCompleteSignIn)+": the answer came from another server than practice.example, so the login was stopped for safety. Start the login again.", err.Error())
}

// No sentence of the core says the same words twice in a row, also where it is put together of parts.
func TestNoSentenceRepeatsItself(t *testing.T) {
	if len(repeatedWords("the answer came from the answer came from x")) == 0 {
		t.Fatal("the check finds nothing")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Skip("the sources are not here") // in a browser
	}
	sentences := 0
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			expression, ok := node.(ast.Expr)
			if !ok {
				return true
			}
			text := sentence(expression)
			if strings.Contains(text, " ") {
				sentences++
				assert.Empty(t, repeatedWords(text), "%s: %s", entry.Name(), text)
			}
			return text == "" || text == "…"
		})
	}
	assert.Greater(t, sentences, 100)
}

// sentence returns the text of a literal or of several put together, with … for what is not known here.
func sentence(expression ast.Expr) string {
	switch e := expression.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		if left, right := sentence(e.X), sentence(e.Y); e.Op == token.ADD && left+right != "" {
			return left + right
		}
	case *ast.Ident, *ast.CallExpr, *ast.SelectorExpr, *ast.IndexExpr:
		return "…" // not known here
	}
	return ""
}

// repeatedWords returns the runs of words that stand in a text twice, one after the other.
func repeatedWords(text string) (found []string) {
	list := strings.Fields(strings.ToLower(text))
	for size := 1; size <= len(list)/2; size++ {
		for i := 0; i+2*size <= len(list); i++ {
			run := strings.Join(list[i:i+size], " ")
			if run == strings.Join(list[i+size:i+2*size], " ") && !strings.Contains(run, "…") {
				found = append(found, run)
			}
		}
	}
	return found
}
