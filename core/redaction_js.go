//go:build js

package core

// hidesSecrets is whether this package hides the secrets itself. In a page, jsbind/redaction.js does: 3 KB in the module.
const hidesSecrets = false
