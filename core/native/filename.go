package native

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
)

// A record is in a file that has its key as a name. Not every key is a name that the file system can hold: most allow 255 bytes, and
// some of them less. Such a record is in a file that is named by the key's hash, together with its key.

// longestName is the longest name of a file on the usual file systems, in bytes.
const longestName = 255

// withName runs an operation on the file of a key, in the form that the file system can hold. The name has the affixes.
func (s *FileStore) withName(prefix, key, suffix, hashedSuffix string, operate func(path string, hashed bool) error) error {
	name := prefix + escapeKey(key) + suffix
	if len(name) <= longestName && filepath.IsLocal(name) { // Windows reserves some names, such as con.json
		err := operate(filepath.Join(s.dir, name), false)
		if !errors.Is(err, syscall.ENAMETOOLONG) {
			return err
		}
	}
	return operate(filepath.Join(s.dir, prefix+hashKey(key)+hashedSuffix), true)
}

// withRecord runs an operation on the file of a record.
func (s *FileStore) withRecord(key string, operate func(path string, hashed bool) error) error {
	return s.withName("", key, recordSuffix, hashedSuffix, operate)
}

const (
	recordSuffix = ".json"
	hashedSuffix = ".record"
)

// escapeKey escapes all but a few characters. So the path cannot leave the directory, and no two keys share a file, even on a file
// system that ignores upper and lower case.
func escapeKey(key string) string {
	var name strings.Builder
	for _, c := range []byte(key) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			name.WriteByte(c)
		} else {
			fmt.Fprintf(&name, "%%%02x", c)
		}
	}
	return name.String()
}

func hashKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}
