//go:build unix

package sqlite

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// lockByte locks a byte unless another program has locked it.
func lockByte(file *os.File, at int64) (locked bool, err error) {
	err = setLock(file, at, syscall.F_WRLCK)
	if errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}

func unlockByte(file *os.File, at int64) error { return setLock(file, at, syscall.F_UNLCK) }

func setLock(file *os.File, at int64, kind int16) error {
	return syscall.FcntlFlock(file.Fd(), setLockCommand, &syscall.Flock_t{Type: kind, Whence: io.SeekStart, Start: at, Len: 1})
}
