package core

// Context is the part of context.Context that this package needs.
type Context interface {
	Done() <-chan struct{}
	Err() error
}

func unending(Context) Context { return endless{} }

type endless struct{}

func (endless) Done() <-chan struct{} { return nil }
func (endless) Err() error            { return nil }
