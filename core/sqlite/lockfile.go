package sqlite

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// A lockFile has two bytes for each name of a lock, at a place that its hash gives. Nothing is ever written there: a lock is the system's
// lock of a byte. The first is for the one who is next, so that a program that locks the same name over and over lets others have their
// turn; the second is the lock.
type lockFile struct {
	file  *os.File
	info  os.FileInfo
	names native.Locks // the system's locks are those of a program, so they do not keep its goroutines apart
	users int
}

// open are the files of this program. It opens each only once: on most systems, closing a file ends all locks that the program has on it.
var open struct {
	sync.Mutex
	files []*lockFile
}

func openLockFile(name string) (*lockFile, error) {
	open.Lock()
	defer open.Unlock()
	if info, err := os.Stat(name); err == nil {
		for _, known := range open.files {
			if os.SameFile(known.info, info) {
				known.users++
				return known, nil
			}
		}
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	opened := &lockFile{file: file, info: info, users: 1}
	open.files = append(open.files, opened)
	return opened, nil
}

func (l *lockFile) release() error {
	if l == nil {
		return nil
	}
	open.Lock()
	defer open.Unlock()
	if l.users--; l.users > 0 {
		return nil
	}
	for at, known := range open.files {
		if known == l {
			open.files = append(open.files[:at], open.files[at+1:]...)
			break
		}
	}
	return l.file.Close()
}

// The pauses between two tries for a lock that another program holds.
const (
	shortestPause = time.Millisecond
	longestPause  = 25 * time.Millisecond
)

// Lock waits until nobody else holds the lock of that name, here or in another program, and runs f.
func (s *Store) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.locks.names.Lock(ctx, name, func(ctx core.Context) error {
		next := placeOf(name)
		if err := s.locks.take(ctx, next); err != nil {
			return err
		}
		err := s.locks.take(ctx, next+1)
		if second := unlockByte(s.locks.file, next); err == nil {
			err = failed(ctx, second)
		}
		if err != nil {
			return err
		}
		defer unlockByte(s.locks.file, next+1)
		return f(ctx)
	})
}

// placeOf returns the place of a name's two bytes.
func placeOf(name string) int64 {
	sum := sha256.Sum256([]byte(name))
	return int64(binary.BigEndian.Uint64(sum[:])>>2) * 2 // at most 2^63-2
}

// take waits until it has locked a byte.
func (l *lockFile) take(ctx core.Context, at int64) error {
	for pause := shortestPause; ; pause = min(2*pause, longestPause) {
		locked, err := lockByte(l.file, at)
		if locked || err != nil {
			return failed(ctx, err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return native.LockError(ctx)
		}
	}
}
