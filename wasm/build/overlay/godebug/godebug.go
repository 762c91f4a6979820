// Package godebug replaces the standard library's godebug in the module. A page has no GODEBUG, so every setting has its
// default.
package godebug

// Setting is one setting of GODEBUG.
type Setting struct{ name string }

func New(name string) *Setting        { return &Setting{name} }
func (s *Setting) Name() string       { return s.name }
func (s *Setting) Undocumented() bool { return false }
func (s *Setting) String() string     { return s.name + "=" }
func (s *Setting) Value() string      { return "" }
func (s *Setting) IncNonDefault()     {}
