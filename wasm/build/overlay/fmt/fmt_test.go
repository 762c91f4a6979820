package fmt

import (
	"errors"
	std "fmt"
	"testing"
)

type named int

func (named) String() string { return "named" }

// The results for safejs are the same as with the real package.
func TestLikeTheStandardLibrary(t *testing.T) {
	err := errors.New("no")
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"invalid type for instanceof: %v", []any{named(3)}},
		{"invalid constructor type for instanceof: %v", []any{err}},
		{"global %q is not defined", []any{"fetch"}},
		{"global %q is not defined", []any{`a "b" \ c`}},
		{"%+v", []any{"ValueOf: invalid value"}},
		{"%+v", []any{err}},
		{"%+v", []any{7}},
		{"%s\n\t%s:%d\n", []any{"main.main", "main.go", 12}},
		{"%+v\n%s", []any{err, named(1)}},
	} {
		if got, want := Errorf(c.format, c.args...).Error(), std.Errorf(c.format, c.args...).Error(); got != want {
			t.Errorf("%q: %q, not %q", c.format, got, want)
		}
	}
}
