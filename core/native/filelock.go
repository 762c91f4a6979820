package native

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// lockPause is how long to wait before looking again whether another program has let go.
const lockPause = 20 * time.Millisecond

// Lock runs f once nobody else holds the name: in this program or, where the system has flock, in any that shares the
// directory. The system releases the locks of a program that dies.
func (s *FileStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.locks.Lock(ctx, name, func(ctx core.Context) error {
		if err := os.MkdirAll(s.dir, 0o700); err != nil {
			return storageError(name, "locked", err)
		}
		path := filepath.Join(s.dir, "."+strings.TrimSuffix(filepath.Base(s.path(name)), ".json")+".lock")
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return storageError(name, "locked", err)
		}
		defer file.Close() // releases the lock
		for {
			locked, err := tryLock(file)
			if err != nil {
				return storageError(name, "locked", err)
			}
			if locked {
				return f(ctx)
			}
			select {
			case <-time.After(lockPause):
			case <-ctx.Done():
				return lockError(ctx)
			}
		}
	})
}
