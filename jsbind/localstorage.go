//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// storage is core.Storage over localStorage, or over an object of the caller's with getItem, setItem and removeItem, which may
// return promises. Each record is a JSON object of strings.
type storage struct{ given safejs.Value }

func (s storage) Get(ctx core.Context, key string) (core.Document, error) {
	answer, err := s.wait(ctx, "read", key)
	if err != nil {
		return nil, err
	}
	return newDocument(answer), nil
}

func (s storage) Set(ctx core.Context, key string, record core.Fields) error {
	_, err := s.wait(ctx, "write", key, form(record))
	return err
}

func (s storage) Delete(ctx core.Context, key string) error {
	_, err := s.wait(ctx, "remove", key)
	return err
}

// Keys lists the keys, if the store can list them, as every Web Storage can.
func (s storage) Keys(_ core.Context, prefix string) ([]string, error) {
	keys := ask("stored", s.given, prefix)
	if keys.IsUndefined() {
		return nil, storageError("blocked", "")
	}
	return textsOf(keys), nil
}

// wait performs an operation on a key. If the result is not a record, it is a word that says what went wrong.
func (s storage) wait(ctx core.Context, name, key string, more ...any) (safejs.Value, error) {
	answer, _, err := wait(ctx, name, append([]any{s.given, key}, more...)...)
	if err != nil {
		return safejs.Undefined(), err
	}
	if answer.at(0).Type() == safejs.TypeString {
		failed := storageError(text(answer.at(0)), key)
		if cause := answer.at(1); !cause.IsUndefined() {
			failed.Cause = thrown{cause}
		}
		return safejs.Undefined(), failed
	}
	return answer.at(0), nil
}

// storageError distinguishes a full store from one that denies access, and from one that does not answer.
func storageError(why, key string) *core.Error {
	switch why {
	case "corrupt":
		return core.Corrupt(key)
	case "lost":
		return core.LockLost(key)
	case "full":
		return &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeStorageFull, Message: "there is no room left to store the login.",
			Hint: "Clear some of this site's data, then try again.",
		}
	}
	if why == "silent" {
		return &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeStorageSilent, Message: "the storage does not answer.",
			Hint: "Try again later, or give another storage.",
		}
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Message: "this browser does not let the page store anything.",
		Hint: "Allow the page to store data (cookies and site data), or give another storage.",
	}
}
