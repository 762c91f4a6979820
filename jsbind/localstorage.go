//go:build js && wasm

package jsbind

import (
	"context"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// storage is core.Storage over localStorage, or over an object of the caller's with getItem, setItem and removeItem,
// which may return promises. Each record is a JSON object of texts.
type storage struct{ store safejs.Value }

// call calls one of the store's functions and waits for it.
func (s storage) call(ctx context.Context, name string, args ...any) (safejs.Value, error) {
	store := s.store
	if store.Type() != safejs.TypeObject {
		// Asked for each time: reading the property throws where the browser blocks storage.
		own, err := safejs.Global().Get("localStorage")
		if err != nil || own.Type() != safejs.TypeObject {
			return own, blocked(err)
		}
		store = own
	}
	value, err := store.Call(name, args...)
	if err == nil {
		value, err = await(ctx, value)
	}
	if err != nil && ctx.Err() == nil {
		return value, blocked(err)
	}
	return value, err
}

func (s storage) Get(ctx context.Context, key string) (core.Document, error) {
	value, err := s.call(ctx, "getItem", key)
	if err != nil || value.Type() != safejs.TypeString {
		return nil, err
	}
	record, err := get(safejs.Global(), "JSON").Call("parse", value)
	if err != nil || !isPlain(record) {
		return nil, &core.Error{
			Kind: core.ErrMastodon, Code: "storage_corrupt", Message: "what is stored under “" + key + "” is no record of this library.",
			Hint: "Delete it, then register or log in again.",
		}
	}
	return newDocument(record), nil
}

func (s storage) Set(ctx context.Context, key string, record core.Fields) error {
	members := map[string]any{}
	for _, field := range record {
		members[field.Name] = field.Value
	}
	encoded, err := get(safejs.Global(), "JSON").Call("stringify", members)
	if err != nil {
		return err
	}
	_, err = s.call(ctx, "setItem", key, encoded)
	return err
}

func (s storage) Delete(ctx context.Context, key string) error {
	_, err := s.call(ctx, "removeItem", key)
	return err
}

// Keys lists the keys of a store that can be listed, as every Web Storage can.
func (s storage) Keys(ctx context.Context, prefix string) ([]string, error) {
	store := s.store
	if store.Type() != safejs.TypeObject {
		store = get(safejs.Global(), "localStorage")
	}
	if get(store, "key").Type() != safejs.TypeFunction {
		return nil, nil
	}
	length, _ := get(store, "length").Int()
	var keys []string
	for i := range length {
		value, err := s.call(ctx, "key", i)
		if err != nil {
			return nil, err
		}
		if key := text(value); strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// blocked tells a full store from one that does not let us in.
func blocked(err error) error {
	e := &core.Error{
		Kind: core.ErrMastodon, Code: "storage_blocked", Cause: err, Message: "this browser does not let the page store anything.",
		Hint: "Allow the page to store data (cookies and site data), or give another storage.",
	}
	// A thrown DOMException reaches Go as its message, and every engine's has this word.
	if err != nil && (nameOf(err) == "QuotaExceededError" || strings.Contains(err.Error(), "uota")) {
		e.Code, e.Message, e.Hint = "storage_full", "there is no room left to store the login.", "Clear some of this site's data, then try again."
	}
	return e
}
