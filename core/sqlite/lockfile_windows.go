package sqlite

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockByte locks a byte unless another program has locked it.
func lockByte(file *os.File, at int64) (locked bool, err error) {
	err = windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, place(at))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

func unlockByte(file *os.File, at int64) error {
	return windows.UnlockFileEx(windows.Handle(file.Fd()), 0, 1, 0, place(at))
}

func place(at int64) *windows.Overlapped {
	return &windows.Overlapped{Offset: uint32(at), OffsetHigh: uint32(at >> 32)}
}
