package native

import (
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

// FileStore is a core.Storage in a directory. Each record is a JSON file, with the tokens and secrets as they are: only the owner of the
// program's process, and the administrator, can read it (mode 0600), and list the directories that the store makes (0700). Windows has no
// such modes: there, who may read a file follows from its folder, and os.UserConfigDir is the person's own. Package keyring, a module of
// its own, is for files that are encrypted. Several programs may share the directory: a record is always replaced as a whole.
type FileStore struct {
	dir    string
	locks  Locks
	writes Locks // by the key of the record
}

// NewFileStore returns a store in dir. The directory is created with the first record. A good place is a directory for the
// program under os.UserConfigDir.
func NewFileStore(dir string) *FileStore { return &FileStore{dir: dir} }

// Get returns the record, or nil.
func (s *FileStore) Get(_ core.Context, key string) (core.Document, error) {
	var record core.Document
	err := s.withRecord(key, func(path string, hashed bool) error {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var of string
		if of, record = readFile(text, key, hashed); record == nil || of != key {
			record = nil
			return &core.Error{
				Kind: core.ErrMastodon, Code: core.CodeStorageCorrupt,
				Message: fmt.Sprintf("the record “%s” cannot be read: its file is damaged.", brief(key)),
				Hint:    "Delete " + path + " and log in again.",
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return record, storageError(key, "read", err)
}

// Set replaces the record. It returns after the record has been written to the disk.
func (s *FileStore) Set(ctx core.Context, key string, record core.Fields) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return storageError(key, "written", err)
	}
	// Two calls at once may write different members of one record.
	return s.writes.Lock(ctx, key, func(ctx core.Context) error {
		before, _ := s.Get(ctx, key) // a damaged record is overwritten
		content := EncodeRecord(record, before)
		return storageError(key, "written", s.withRecord(key, func(path string, hashed bool) error {
			if hashed {
				name, _ := marshal(escapeKey(key)) // encoding a string never fails
				content = join([]member{{"key", name}, {"record", content}})
			}
			return replace(s.dir, path, append(content, '\n'))
		}))
	})
}

// Delete removes the record.
func (s *FileStore) Delete(_ core.Context, key string) error {
	err := s.withRecord(key, func(path string, _ bool) error { return os.Remove(path) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return storageError(key, "deleted", err)
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
		if key, ok := s.keyOf(entry.Name()); ok && strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// keyOf returns the key of a record, by the name of its file.
func (s *FileStore) keyOf(name string) (key string, ok bool) {
	if escaped, ok := strings.CutSuffix(name, recordSuffix); ok {
		key, err := url.PathUnescape(escaped)
		return key, err == nil
	}
	if !strings.HasSuffix(name, hashedSuffix) {
		return "", false
	}
	text, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		return "", false
	}
	key, _ = readFile(text, "", true)
	return key, hashKey(key)+hashedSuffix == name
}

// readFile reads the content of a record's file. The record is nil if it is damaged. A hashed name is followed by the key.
func readFile(text []byte, key string, hashed bool) (string, core.Document) {
	record, err := Parse(text)
	if err == nil && hashed {
		key, err = url.PathUnescape(record.Text("key"))
		record = record.Object("record")
	}
	if err != nil || record == nil || !record.Is(core.IsObject) {
		return key, nil
	}
	return key, record
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

// storageError returns the error for an operation on a record that failed; nil if it did not.
func storageError(key, verb string, err error) error {
	var known *core.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	failure := &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Cause: err,
		Message: fmt.Sprintf("the record “%s” could not be %s.", brief(key), verb),
		Hint:    "Check the permissions of the directory: " + err.Error() + ".",
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		failure.Code, failure.Hint = core.CodeStorageFull, "The disk is full: make room, then try again."
	}
	return failure
}

// brief cuts a key for an error text.
func brief(key string) string {
	if runes := []rune(key); len(runes) > 100 {
		return string(runes[:100]) + "…"
	}
	return key
}
