// Package native gives the core what it needs in a Go program: HTTP by net/http, storage in files or in memory, random secrets
// by crypto/rand, and URLs parsed as in a browser.
//
//	client, err := core.New(ctx, native.Host(native.NewFileStore(dir)), core.Options{APIBaseURL: "mastodon.social"})
//	account, err := native.Decode(client.AccountVerifyCredentials(ctx))
//
// It is not part of the WebAssembly module. There, package jsbind does the same with the browser's own functions.
package native
