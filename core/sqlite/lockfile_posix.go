//go:build unix && !linux

package sqlite

import "syscall"

const setLockCommand = syscall.F_SETLK
