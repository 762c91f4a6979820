//go:build !js

package core

import "context"

// Context is context.Context. In the module it is only the part that this package needs: a method that mentions time.Time would
// add the code that formats times, which is 20 KB.
type Context = context.Context

// unending returns a context that does not end with ctx, for work that must be completed once it has started.
func unending(ctx Context) Context { return context.WithoutCancel(ctx) }
