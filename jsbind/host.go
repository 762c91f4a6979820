//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// hostFor returns the core's ports over the browser's own, or over what the options bring along.
func hostFor(options safejs.Value) core.Host {
	return core.Host{
		Transport: transport{given(options, "fetch")},
		Storage:   storage{given(options, "storage")},
		Crypto:    webCrypto{},
		URLs:      urls{},
		Locker:    locks{},
	}
}
