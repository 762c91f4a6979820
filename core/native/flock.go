//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package native

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the file unless another program has locked it.
func tryLock(file *os.File) (locked bool, err error) {
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}
