//go:build !js

package core

// hidesSecrets is whether this package hides the secrets itself.
const hidesSecrets = true
