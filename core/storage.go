package core

// Storage keeps records: localStorage in a browser, a file in a Go program.
//
// A failure is an *Error with code "storage_full", "storage_blocked" or "storage_corrupt", and leaves what was stored
// before as it was. Several tabs and programs may share one Storage, so records are small and keyed for one purpose each.
type Storage interface {
	// Get returns the record, or nil if there is none.
	Get(ctx Context, key string) (Document, error)
	// Set replaces the record as a whole.
	Set(ctx Context, key string, record Fields) error
	// Delete removes the record; there being none is no error.
	Delete(ctx Context, key string) error
	// Keys lists the keys that start with prefix. A store that cannot list answers nil: old records then stay.
	Keys(ctx Context, prefix string) ([]string, error)
}
