// Package mastodonpy lets an independent client log in to the practice server: Mastodon.py, from Debian's package. If the
// practice server had only this project's own clients, the two could be wrong together.
package mastodonpy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// story is what story.py found.
type story struct {
	MastodonPy       string            `json:"mastodon_py"`
	ClientID         string            `json:"client_id"`
	ClientSecret     string            `json:"client_secret"`
	ServerVersion    []int             `json:"server_version"`
	Denied           map[string]string `json:"denied"`
	BadCode          string            `json:"bad_code"`
	UsedCode         string            `json:"used_code"`
	Token            string            `json:"token"`
	SecondToken      string            `json:"second_token"`
	CallbackState    string            `json:"callback_state"`
	Password         string            `json:"password"`
	App              map[string]any    `json:"app"`
	Account          map[string]any    `json:"account"`
	Preferences      map[string]any    `json:"preferences"`
	Instance         map[string]any    `json:"instance"`
	Status           map[string]any    `json:"status"`
	EmptyStatus      string            `json:"empty_status"`
	RepeatedKey      string            `json:"repeated_key"`
	TokenAfterRevoke *string           `json:"token_after_revoke"`
	Revoked          string            `json:"revoked"`
}

func TestMastodonPy(t *testing.T) {
	server := httptest.NewServer(practice.New(practice.Options{}))
	t.Cleanup(server.Close)
	directory := t.TempDir()
	found := play(t, server.URL, directory)
	t.Log("Mastodon.py", found.MastodonPy)

	assert.Equal(t, strings.TrimPrefix(practice.DefaultFlavour, "mastodon-"), fmt.Sprintf("%d.%d", found.ServerVersion[0], found.ServerVersion[1]))
	assert.Equal(t, "access_denied", found.Denied["error"])
	assert.Equal(t, "s&t=a te", found.Denied["state"])
	assert.Equal(t, "s&t=a te", found.CallbackState)
	assert.Equal(t, "MastodonIllegalArgumentError", found.BadCode)
	assert.Equal(t, "MastodonIllegalArgumentError", found.UsedCode)
	assert.Equal(t, "MastodonIllegalArgumentError", found.Password)
	assert.Equal(t, found.Token, found.SecondToken)

	assert.Equal(t, "Mastodon.py", found.App["name"])
	assert.Equal(t, "https://app.example", found.App["website"])
	assert.Equal(t, "alice", found.Account["username"])
	assert.Equal(t, "public", found.Preferences["posting:default:visibility"])
	assert.Equal(t, "default", found.Preferences["reading:expand:media"])
	assert.Equal(t, server.Listener.Addr().String(), found.Instance["uri"])

	assert.Equal(t, "<p>howdy universe!</p>", found.Status["content"])
	assert.Equal(t, "Mastodon.py", found.Status["application"].(map[string]any)["name"])
	assert.Equal(t, found.Account["id"], found.Status["account"].(map[string]any)["id"])
	assert.Equal(t, "MastodonInternalServerError", found.RepeatedKey, "what Mastodon answers to a repeated idempotency key since 4.6")
	assert.Equal(t, "MastodonAPIError", found.EmptyStatus)

	assert.Nil(t, found.TokenAfterRevoke)
	assert.Equal(t, "MastodonUnauthorizedError", found.Revoked)

	t.Run("its secret files are those that core writes", func(t *testing.T) {
		credentials := core.Credentials{
			APIBaseURL: server.URL, ClientID: found.ClientID, ClientSecret: found.ClientSecret,
			ClientName: "Mastodon.py", AccessToken: found.Token,
		}
		assert.Equal(t, read(t, directory, "app.secret"), credentials.ClientFile())
		assert.Equal(t, read(t, directory, "user.secret"), credentials.TokenFile())
	})
}

// play runs the story with Debian's Python, whatever else is installed.
func play(t *testing.T, server, directory string) story {
	t.Helper()
	setup := exec.Command("../../servers/doorkeeper/setup.sh", "python3-mastodon")
	words, err := setup.CombinedOutput()
	require.NoError(t, err, "Mastodon.py cannot be installed:\n%s", words)

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out, errors bytes.Buffer
	script := exec.CommandContext(ctx, "/usr/bin/python3", "-B", "story.py", server, directory)
	script.Stdout, script.Stderr = &out, &errors
	require.NoError(t, script.Run(), "Mastodon.py did not get through the story:\n%s", &errors)
	var found story
	require.NoError(t, json.Unmarshal(out.Bytes(), &found), "%s", &out)
	return found
}

func read(t *testing.T, directory, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(directory, name))
	require.NoError(t, err)
	return string(content)
}
