// Package jsbind is the bridge between the core and a JavaScript host: it gives the core's functions to JavaScript as
// functions that return promises, and gives the core its ports over fetch, localStorage, WebCrypto and URL. Its other half
// is host.js, which owns the promises and does all that the host does better.
//
// What crosses:
//
//   - options as one list of names and values; an unknown name is refused;
//   - a server's document as the JavaScript value that it is, untouched;
//   - results that the core makes itself become plain objects with the names of their json tags;
//   - errors become plain objects with the members of [core.Error]; wasm/shared/errors.ts revives them into classes;
//   - options.signal becomes a context, options.fetch and options.storage replace the host's own;
//   - fields of forms, headers and records as one text, in the form of a query.
//
// The number of JavaScript functions made from Go is fixed: they are made once, in Register.
package jsbind
