package sealed

import (
	"fmt"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// damaged is the error for a row that cannot be opened with its own key.
func damaged(key string) *core.Error {
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageCorrupt,
		Message: "the record “" + shown(key) + "” cannot be read: it is damaged, or was taken from another row.",
		Hint:    "Log in again.",
	}
}

func isDamaged(err error) bool { return core.AsError(err).Code == core.CodeStorageCorrupt }

// keyMissing is the error for a row that none of the keys opens. It is not storage_corrupt: core deletes and overwrites such records, and
// this one is whole.
func keyMissing(row Row, keys []Key) *core.Error {
	var given []string
	for _, key := range keys {
		given = append(given, key.id)
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked,
		Message: fmt.Sprintf("the record “%s” is sealed with key %s, which was not given. Given: %s.", shown(row.Key), row.KeyID, strings.Join(given, ", ")),
		Hint:    "Give that key as well, behind the first one.",
	}
}

// Blocked is the error for an operation of the database that failed: storage_full or storage_blocked.
func Blocked(full bool, cause error) *core.Error {
	failure := &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Cause: cause,
		Message: "the database failed.", Hint: "Check that it runs and lets this program in: " + cause.Error() + ".",
	}
	if full {
		failure.Code, failure.Hint = core.CodeStorageFull, "Its disk is full: make room, then try again."
	}
	return failure
}

// Ended is the error for an operation of the database that ended with its context.
func Ended(ctx core.Context) *core.Error {
	return native.ContextError(ctx, "the call was cancelled.", "the database did not answer in time.", "Try again.")
}

// shown is a key for an error: without what stands before core's own part, which may tell who the visitor is, and without the state of
// a login.
func shown(key string) string {
	if at := strings.Index(key, "mastoauth:"); at > 0 {
		key = "…" + key[at:]
	}
	if before, _, found := strings.Cut(key, "mastoauth:pending:"); found {
		return before + "mastoauth:pending:…"
	}
	key = strings.ToValidUTF8(key, "\uFFFD")
	if runes := []rune(key); len(runes) > 100 {
		key = string(runes[:100]) + "…"
	}
	return key
}
