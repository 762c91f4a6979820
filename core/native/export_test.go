package native

// What the tests of this package need, which are in another one.

// CountLocks returns for how many names there is a lock.
func CountLocks(l *Locks) int { return len(l.named) }

var (
	HashOf         = hashOf
	BrowserCommand = browserCommand
	SystemBrowser  = systemBrowser
)
