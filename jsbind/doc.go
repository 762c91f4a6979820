// Package jsbind is the bridge between the core and a JavaScript host. It exports the core's functions to JavaScript as
// functions that return promises. It implements the core's interfaces with fetch, localStorage, WebCrypto and URL. Its
// JavaScript half is host.js, which owns the promises and does everything that JavaScript does better.
//
// How values cross the bridge:
//
//   - Options are one list of names and values. An unknown name is refused.
//   - A server's document stays the JavaScript value that it is.
//   - Results that the core makes become plain objects with the names of their json tags.
//   - Errors become plain objects with the members of [core.Error]. wasm/shared/error-from-fields.ts makes errors of them.
//   - options.signal becomes a context. options.fetch and options.storage replace the host's own.
//   - Fields of forms, headers and records are one text, in the form of a query.
//
// The number of JavaScript functions made from Go is fixed: Register makes them once.
package jsbind
