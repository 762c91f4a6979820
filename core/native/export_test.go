package native

// CountLocks returns for how many names there is a lock.
func CountLocks(l *Locks) int { return len(l.named) }
