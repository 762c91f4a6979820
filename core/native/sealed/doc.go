// Package sealed keeps records encrypted in the rows of a database. Packages core/postgres and core/sqlite are made of it, and so can be a
// store over another database: it implements [Rows], and [Store] does the rest.
//
// A row has the record's key as it is, the id of the [Key] that seals it, and the sealed record. Each record is sealed with AES-256-GCM,
// by a key that HKDF-SHA256 derives from the site's and 16 random bytes, so that no number of writes is too many for one key. The record's
// key is bound to it: a record that somebody puts into another row cannot be opened.
package sealed
