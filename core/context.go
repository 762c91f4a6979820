//go:build !js

package core

import "context"

// Context is context.Context. In the module it is the part of it that this package needs: a method that names time.Time
// would bring the code that prints one, which is 20 KB.
type Context = context.Context

// unending returns a context that goes on when ctx ends: what was begun has to be brought to its end.
func unending(ctx Context) Context { return context.WithoutCancel(ctx) }
