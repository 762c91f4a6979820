//go:build !js

package core

// checksHost is whether a caller can give a host or a context that lacks something. In a page, jsbind makes both.
const checksHost = true

// check refuses a nil context and a host that lacks a part, before anything uses them.
func (h Host) check(ctx Context) error {
	if ctx == nil {
		return &Error{Kind: ErrIllegalArgument, Code: CodeOptionMissing, Message: "ctx: there is no context.", Hint: "Give context.Background()."}
	}
	if h.Transport == nil || h.Storage == nil || h.Crypto == nil || h.URLs == nil {
		return &Error{
			Kind: ErrIllegalArgument, Code: CodeOptionMissing,
			Message: "host: a Transport, a Storage, a Crypto and URLs are needed, and one of them is missing.",
			Hint:    "Make the host with native.Host(native.NewMemStore()), or with native.NewFileStore.",
		}
	}
	return nil
}
