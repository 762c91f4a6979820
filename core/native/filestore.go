package native

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/mastoauth/mastoauth/core"
)

// FileStore is a core.Storage in a directory. Each record is a JSON file that only its owner can read. Several programs may
// share the directory: a record is always replaced as a whole.
type FileStore struct {
	dir   string
	locks locks
}

// NewFileStore returns a store in dir. The directory is created with the first record. A good place is a directory for the
// program under os.UserConfigDir.
func NewFileStore(dir string) *FileStore { return &FileStore{dir: dir} }

// Get returns the record, or nil.
func (s *FileStore) Get(_ core.Context, key string) (core.Document, error) {
	text, err := os.ReadFile(s.path(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storageError(key, "read", err)
	}
	record, err := Parse(text)
	if err != nil || !record.Is(core.IsObject) {
		return nil, &core.Error{
			Kind: core.ErrMastodon, Code: "storage_corrupt",
			Message: fmt.Sprintf("the record “%s” cannot be read: its file is damaged.", key),
			Hint:    "Delete " + s.path(key) + " and log in again.",
		}
	}
	return record, nil
}

// Set replaces the record. It returns after the record has been written to the disk.
func (s *FileStore) Set(_ core.Context, key string, record core.Fields) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return storageError(key, "written", err)
	}
	if err := replace(s.dir, s.path(key), append(encodeRecord(record), '\n')); err != nil {
		return storageError(key, "written", err)
	}
	return nil
}

// Delete removes the record.
func (s *FileStore) Delete(_ core.Context, key string) error {
	if err := os.Remove(s.path(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return storageError(key, "deleted", err)
	}
	return nil
}

// Keys lists the keys that start with prefix, sorted.
func (s *FileStore) Keys(_ core.Context, prefix string) ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storageError(prefix, "listed", err)
	}
	var keys []string
	for _, entry := range entries {
		escaped, isRecord := strings.CutSuffix(entry.Name(), ".json")
		key, err := url.PathUnescape(escaped)
		if isRecord && err == nil && strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// path escapes all but a few characters of the key. So the path cannot leave the directory, and no two keys share a file, even
// on a file system that ignores upper and lower case.
func (s *FileStore) path(key string) string {
	var name strings.Builder
	for _, c := range []byte(key) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			name.WriteByte(c)
		} else {
			fmt.Fprintf(&name, "%%%02x", c)
		}
	}
	return filepath.Join(s.dir, name.String()+".json")
}

// replace writes a temporary file and renames it, so that after a crash the file has either the old content or the new.
func replace(dir, path string, content []byte) (err error) {
	file, err := os.CreateTemp(dir, ".new-*") // readable by the owner only
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	// The rename is permanent only after the directory has been synced. Some systems cannot sync directories.
	if parent, openErr := os.Open(dir); openErr == nil {
		_ = parent.Sync()
		_ = parent.Close()
	}
	return nil
}

func storageError(key, verb string, err error) *core.Error {
	failure := &core.Error{
		Kind: core.ErrMastodon, Code: "storage_blocked", Cause: err,
		Message: fmt.Sprintf("the record “%s” could not be %s.", key, verb),
		Hint:    "Check the permissions of the directory: " + err.Error() + ".",
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		failure.Code, failure.Hint = "storage_full", "The disk is full: make room, then try again."
	}
	return failure
}

// encodeRecord encodes a record as a JSON object of texts, with its fields in order.
func encodeRecord(record core.Fields) json.RawMessage {
	members := make([]member, 0, len(record))
	for _, field := range record {
		value, _ := marshal(field.Value) // encoding a string never fails
		members = append(members, member{field.Name, value})
	}
	return join(members)
}
