// Package godebug stands in for the standard library's in the module: a page has no GODEBUG, so every setting has its default.
package godebug

// Setting is one of GODEBUG's.
type Setting struct{ name string }

func New(name string) *Setting        { return &Setting{name} }
func (s *Setting) Name() string       { return s.name }
func (s *Setting) Undocumented() bool { return false }
func (s *Setting) String() string     { return s.name + "=" }
func (s *Setting) Value() string      { return "" }
func (s *Setting) IncNonDefault()     {}
