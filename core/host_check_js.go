//go:build js

package core

// check finds nothing: in a page, jsbind makes the host and the context.
func (h Host) check(Context) error { return nil }
