package native

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Some file systems hold shorter names than 255 bytes: eCryptfs holds 143.
func TestAFileSystemSaysWhichNamesItHolds(t *testing.T) {
	store := NewFileStore("dir")
	var tried []string
	require.NoError(t, store.withRecord(strings.Repeat("x", 200), func(path string, hashed bool) error {
		tried = append(tried, filepath.Base(path))
		if len(filepath.Base(path)) > 143 {
			return &os.PathError{Op: "open", Path: path, Err: syscall.ENAMETOOLONG}
		}
		assert.True(t, hashed)
		return nil
	}))
	assert.Len(t, tried, 2)
}
