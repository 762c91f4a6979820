//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package native

import "os"

// tryLock does nothing. This system has no flock, so locks work within the program only.
func tryLock(*os.File) (locked bool, err error) { return true, nil }
