//go:build !js

package core

// GoName is what an error calls an option or a function.
var GoName = goName
