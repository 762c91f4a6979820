//go:build js && wasm

// The module: it hands its functions to the loader (module-instance.ts) and waits to be called.
package main

import "github.com/mastoauth/mastoauth/jsbind"

// version is stamped in by the build and compared by the loader, so that a stale copy of the module is found out.
var version = "dev"

func main() {
	if err := jsbind.Register(version); err != nil {
		panic(err)
	}
	select {}
}
