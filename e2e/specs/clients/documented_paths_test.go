package clients

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// apiPath finds paths of the API in a text.
var apiPath = regexp.MustCompile(`/api/v[12](?:/[a-z0-9_]+)+`)

// Whatever path README, the docs or the types' comments name, the practice server has something there: their examples run on it.
func TestDocumentedPaths(t *testing.T) {
	server := httptest.NewServer(practice.New(practice.Options{}))
	t.Cleanup(server.Close)
	token := logIn(t, server.URL, "alice")
	paths := documentedPaths(t, "../../..")
	require.Contains(t, paths, "/api/v1/timelines/home")
	require.Greater(t, len(paths), 10)
	for _, path := range paths {
		assert.True(t, slices.ContainsFunc([]string{"GET", "POST", "PUT", "PATCH"}, func(method string) bool {
			return slices.ContainsFunc([]string{"", "/1", "/home", "/confirmations"}, func(rest string) bool { // some name a beginning only
				return hasRoute(t, method, server.URL+path+rest, token)
			})
		}), path)
	}
}

func documentedPaths(t *testing.T, root string) (paths []string) {
	t.Helper()
	files := []string{filepath.Join(root, "README.md")}
	for _, folder := range []string{"docs", "wasm", "core"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && slices.Contains([]string{"node_modules", "practice", "tests", "testdata"}, entry.Name()):
				return fs.SkipDir
			case strings.HasSuffix(path, ".md"), strings.HasSuffix(path, ".ts"), strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				files = append(files, path)
			}
			return nil
		}))
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		paths = append(paths, apiPath.FindAllString(string(content), -1)...)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// hasRoute reports whether a server has something at a path. Where it has nothing, the error's document has the status in it.
func hasRoute(t *testing.T, method, address, token string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	require.NoError(t, err)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var members struct{ Status int }
	_ = json.Unmarshal(body, &members) // a list has no status
	return members.Status != http.StatusNotFound
}
