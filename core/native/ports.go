package native

import "github.com/mastoauth/mastoauth/core"

// Host returns everything that the core needs in a Go program. The store decides how long logins are kept: [NewFileStore] keeps
// them on disk, [NewMemStore] only while the program runs. If your own store is also a core.Locker, it is used as the locker.
func Host(store core.Storage) core.Host {
	locker, _ := store.(core.Locker)
	return core.Host{Transport: NewTransport(nil), Storage: store, Crypto: Crypto{}, URLs: URLs{}, Locker: locker}
}
