package clients

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// The page about the practice server names its people, its flavours, and what a program can do with it.
func TestPracticeServerPage(t *testing.T) {
	content, err := os.ReadFile("../../../docs/practice-server.md")
	require.NoError(t, err)
	page := string(content)
	for _, flavour := range practice.Flavours() {
		version, isMastodon := strings.CutPrefix(flavour, "mastodon-")
		assert.True(t, strings.Contains(page, "`"+flavour+"`") || isMastodon && version > "4.2" && version < "4.7", flavour)
	}
	for _, name := range []string{"alice", "bob", "carol", "dave", "erin"} {
		assert.True(t, strings.Contains(page, "| `"+name+"@practice.example` | practice-"+name+" |"), name)
	}
	program, err := os.ReadFile("../../../core/practice/serve/options.go")
	require.NoError(t, err)
	for _, option := range []string{"port", "page-port", "www", "flavour", "folder", "empty", "tokens", "limits"} {
		assert.True(t, strings.Contains(string(program), `"`+option+`", `), "the program has -%s", option)
		assert.True(t, strings.Contains(page, "`-"+option+"`"), "the page has -%s", option)
	}
	assert.True(t, strings.Contains(page, "`"+practice.DefaultFlavour+"`"), practice.DefaultFlavour)
}
