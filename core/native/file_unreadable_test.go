//go:build !js

package native_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// What cannot be read is said once, and nothing is sent.
func TestFilesThatCannotBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "picture.png")
	require.NoError(t, os.WriteFile(path, []byte("\x89PNG\r\n\x1a\n"), 0o600))
	open := func() *os.File {
		file, err := os.Open(path)
		require.NoError(t, err)
		return file
	}
	closed, closedLater := open(), open()
	require.NoError(t, closed.Close())
	later := native.NewFile(closedLater)
	require.NoError(t, closedLater.Close())
	var none *os.File // os.Open failed, and nobody looked at its error
	for name, test := range map[string]struct {
		file *native.File
		says string
	}{
		"a closed file":            {native.NewFile(closed), "file already closed"},
		"a file that is closed":    {later, "file already closed"},
		"a closed file, read only": {native.NewFile(onlyReader{closed}), "file already closed"},
		"a nil file":               {native.NewFile(none), "invalid argument"},
		"no reader":                {native.NewFile(io.Reader(nil)), "there is no reader"},
	} {
		for range 2 {
			_, err := native.NewTransport(nil).Do(t.Context(), core.Request{
				Method: "POST", URL: "http://127.0.0.1:1", Files: []core.UploadedFile{{Name: "file", FileName: "a.png", Type: "image/png", File: test.file}},
			})
			require.ErrorIs(t, err, core.CodeOptionInvalid, name)
			assert.Equal(t, 1, strings.Count(err.Error(), test.says), "%s: %v", name, err)
		}
	}
}
