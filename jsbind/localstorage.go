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
type storage struct{ given safejs.Value }

// store returns the place itself. It is asked for each time: reading the window's property throws where the browser
// blocks storage. The window is named, since the getter would complain about the module's own stand-in for it.
func (s storage) store() safejs.Value {
	if s.given.Type() == safejs.TypeObject {
		return s.given
	}
	window := global("self")
	if window.Type() != safejs.TypeObject {
		window = safejs.Global() // Node
	}
	return read(window, "localStorage")
}

func (s storage) Get(ctx context.Context, key string) (record core.Document, err error) {
	value, err := s.item(ctx, key)
	if err != nil || value.Type() != safejs.TypeString {
		return nil, err
	}
	parsed, err := global("JSON").Call("parse", value)
	if err != nil || !isPlain(parsed) {
		return nil, core.Corrupt(key)
	}
	return newDocument(parsed), nil
}

func (s storage) item(ctx context.Context, key string) (value safejs.Value, err error) {
	defer blocked(ctx, &err)
	return await(ctx, call(s.store(), "getItem", key)), nil
}

func (s storage) Set(ctx context.Context, key string, record core.Fields) (err error) {
	defer blocked(ctx, &err)
	members := construct("Object")
	for _, field := range record {
		set(members, field.Name, field.Value)
	}
	await(ctx, call(s.store(), "setItem", key, call(global("JSON"), "stringify", members)))
	return nil
}

func (s storage) Delete(ctx context.Context, key string) (err error) {
	defer blocked(ctx, &err)
	await(ctx, call(s.store(), "removeItem", key))
	return nil
}

// Keys lists the keys of a store that can be listed, as every Web Storage can.
func (s storage) Keys(ctx context.Context, prefix string) (keys []string, err error) {
	defer blocked(ctx, &err)
	store := s.store()
	if get(store, "key").Type() != safejs.TypeFunction {
		return nil, nil
	}
	for i := range whole(get(store, "length")) {
		if key := text(call(store, "key", i)); strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// blocked tells a full store from one that does not let us in.
func blocked(ctx context.Context, err *error) {
	thrown := recover()
	if thrown == nil {
		return
	}
	why, ok := thrown.(failure)
	if !ok {
		panic(thrown)
	}
	e := &core.Error{
		Kind: core.ErrMastodon, Code: "storage_blocked", Cause: why.err, Message: "this browser does not let the page store anything.",
		Hint: "Allow the page to store data (cookies and site data), or give another storage.",
	}
	// A thrown DOMException reaches Go as its message, and every engine's has this word.
	if nameOf(why.err) == "QuotaExceededError" || strings.Contains(why.err.Error(), "uota") {
		e.Code, e.Message, e.Hint = "storage_full", "there is no room left to store the login.", "Clear some of this site's data, then try again."
	}
	*err = e
	if ctx.Err() != nil {
		*err = ctx.Err()
	}
}
