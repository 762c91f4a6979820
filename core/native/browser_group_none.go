//go:build !unix

package native

import "syscall"

// ownGroup is what the system does without being told: on Windows the browser is not a process of the console.
var ownGroup *syscall.SysProcAttr
