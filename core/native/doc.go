// Package native is package core for Go programs: the login of a program in one call, and what core needs there: HTTP by net/http,
// storage in files or in memory, random secrets by crypto/rand, and URLs parsed as in a browser.
//
// This is a whole program. It logs in the first time that it runs, in the person's browser, and only posts after that:
//
//	package main
//
//	import (
//		"context"
//		"fmt"
//		"log"
//
//		"github.com/mastoauth/mastoauth/core"
//		"github.com/mastoauth/mastoauth/core/native"
//	)
//
//	func main() {
//		ctx := context.Background()
//		client, err := native.LogIn(ctx, native.LogInOptions{Server: "mastodon.social", ClientName: "My bot", Scopes: []string{"write"}})
//		if err != nil {
//			log.Fatal(err)
//		}
//		post, err := native.Decode(client.Toot(ctx, core.TootOptions{Status: "howdy universe!"}))
//		if err != nil {
//			log.Fatal(err)
//		}
//		fmt.Println(post)
//	}
//
// [LogIn] keeps the login in a [FileStore]. [Host] makes a host of another store, for the functions of package core: [MemStore] keeps
// nothing, and package keyring, a module of its own, seals what it stores with a key in the system's keyring. [Decode] makes Go types of
// what a server sends, and [Must] is for programs that end at any error.
//
// Nothing of this is part of the WebAssembly module. There, package jsbind does the same with the browser's own functions.
package native
