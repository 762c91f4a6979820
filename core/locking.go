package core

// A lock may be lost: another tab takes it over from one that sleeps or is frozen. When that one comes back, its next write of a
// record that the other has changed fails. Then it has to begin anew, and finds what the other did.

// mostTurns is how often a holder that has lost its lock begins anew.
const mostTurns = 3

// locked runs f under the lock of that name, or without a lock if the host has none. If the lock is lost, it runs f again under a new
// one, so f must read all that it needs.
func (h Host) locked(ctx Context, name string, f func(Context) error) (err error) {
	if h.Locker == nil {
		return f(ctx)
	}
	for turn := 0; turn == 0 || turn < mostTurns && hasCode(err, CodeLockLost); turn++ {
		err = h.Locker.Lock(ctx, name, f)
	}
	return err
}

// LockLost is the error of a Storage that does not write a record, because another holder of the lock has changed it meanwhile.
func LockLost(key string) *Error {
	return &Error{
		Kind: ErrMastodon, Code: CodeLockLost, Message: "another tab changed " + shownKey(key) + " while this one slept.", Hint: "Try again.",
	}
}
