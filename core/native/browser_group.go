//go:build unix

package native

import "syscall"

// ownGroup starts a process in a session of its own, so that the signals of the terminal do not reach it.
var ownGroup = &syscall.SysProcAttr{Setsid: true}
