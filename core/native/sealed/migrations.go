package sealed

import (
	"fmt"

	"github.com/mastoauth/mastoauth/core"
)

// NewerSchema is the error for tables that a newer version of this project has changed, so that this one does not know what they mean.
func NewerSchema(found, known int) *core.Error {
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked,
		Message: fmt.Sprintf("a newer version of this program has changed the tables of the database: they are version %d, and this program knows them up to %d.", found, known),
		Hint:    "Run that version, or restore the backup from before it.",
	}
}
