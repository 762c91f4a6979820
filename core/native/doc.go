// Package native gives the core what it needs to run in a Go program: HTTP by net/http, storage in files or in memory,
// secrets by crypto/rand, and addresses read the way a browser reads them.
//
//	client, err := core.New(ctx, native.Host(native.NewFileStore(dir)), core.Options{APIBaseURL: "mastodon.social"})
//	account, err := native.Decode(client.AccountVerifyCredentials(ctx))
//
// It is never linked into the WebAssembly module; there, package jsbind does the same with what the browser has.
package native
