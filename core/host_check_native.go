//go:build !js

package core

// checksHost is whether a caller can give a host or a context that lacks something. In a page, jsbind makes both.
const checksHost = true

// check refuses a nil context and a host that lacks a part, before anything uses them.
func (h Host) check(ctx Context) error {
	if ctx == nil {
		err := illegal(CodeOptionMissing, "ctx", "there is no context.")
		err.Hint = "Give context.Background()."
		return err
	}
	if h.Transport == nil || h.Storage == nil || h.Crypto == nil || h.URLs == nil {
		err := illegal(CodeOptionMissing, "host", "a Transport, a Storage, a Crypto and URLs are needed, and one of them is missing.")
		err.Hint = "Make the host with native.Host(native.NewMemStore()), or with native.NewFileStore."
		return err
	}
	return nil
}
