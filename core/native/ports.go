package native

import "github.com/mastoauth/mastoauth/core"

// Host returns all that the core needs in a Go program. The store decides what outlives it: [NewFileStore] keeps logins
// for the next run, [NewMemStore] for this one. A store of your own that is a core.Locker too is used as one.
func Host(store core.Storage) core.Host {
	locker, _ := store.(core.Locker)
	return core.Host{Transport: NewTransport(nil), Storage: store, Crypto: Crypto{}, URLs: URLs{}, Locker: locker}
}
