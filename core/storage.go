package core

// Storage stores records: in localStorage in a browser, in files in a Go program.
//
// A failure is an *Error with code "storage_full", "storage_blocked" or "storage_corrupt". It leaves the stored records
// unchanged. Several tabs and programs may share one Storage, so records are small and each has one purpose.
type Storage interface {
	// Get returns the record, or nil if there is none.
	Get(ctx Context, key string) (Document, error)
	// Set writes the fields into the record, and [RecordVersion] as its member "version". A field without a value removes its
	// member. Members that none of the fields names stay as they are, whatever they hold: a newer version may have added them.
	// Without any fields, the record becomes empty.
	Set(ctx Context, key string, record Fields) error
	// Delete removes the record. It is no error if there is none.
	Delete(ctx Context, key string) error
	// Keys lists the keys that start with prefix. A store that cannot list its keys returns nil; expired records then stay.
	Keys(ctx Context, prefix string) ([]string, error)
}
