package native

import (
	"os"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// lockPause is the time between two attempts to get a lock that another program holds.
const lockPause = 20 * time.Millisecond

// Lock waits until nobody else holds the lock of that name, and runs f. On systems with flock, it also excludes other programs
// that use the directory. The system releases the locks of a program that ends.
func (s *FileStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.locks.Lock(ctx, name, func(ctx core.Context) error {
		if err := os.MkdirAll(s.dir, 0o700); err != nil {
			return storageError(name, "locked", err)
		}
		var file *os.File
		err := s.withName(".", name, ".lock", ".lock", func(path string, _ bool) (err error) {
			file, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
			return err
		})
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
				return LockError(ctx)
			}
		}
	})
}
