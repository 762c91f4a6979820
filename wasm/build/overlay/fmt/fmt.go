// Package fmt replaces the standard library's fmt in the module. It has only what safejs needs for its error messages, with the
// same result.
package fmt

import "strconv"

// State is what a Formatter prints to. Nothing here calls a Formatter.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

type errorText string

func (e *errorText) Error() string { return string(*e) }

// Errorf makes an error with the text that Sprintf returns. It does not support %w.
func Errorf(format string, args ...any) error {
	text := errorText(Sprintf(format, args...))
	return &text
}

// Sprintf supports %v, %+v, %s, %d and %q, for texts, errors, integers and values with a method String.
func Sprintf(format string, args ...any) string {
	out, next := "", 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			out += format[i : i+1]
			continue
		}
		if i++; format[i] == '+' {
			i++
		}
		text := textOf(args[next])
		if next++; format[i] == 'q' {
			text = quoted(text)
		}
		out += text
	}
	return out
}

// Fprint writes texts.
func Fprint(to State, args ...any) {
	for _, arg := range args {
		to.Write([]byte(textOf(arg)))
	}
}

// Fprintf writes what Sprintf returns.
func Fprintf(to State, format string, args ...any) { to.Write([]byte(Sprintf(format, args...))) }

func textOf(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case int:
		return strconv.Itoa(value)
	case error:
		return value.Error()
	case interface{ String() string }:
		return value.String()
	}
	return "?"
}

// quoted is strconv.Quote for texts in which no characters but these two need escaping.
func quoted(text string) string {
	out := `"`
	for i := range len(text) {
		if text[i] == '"' || text[i] == '\\' {
			out += `\`
		}
		out += text[i : i+1]
	}
	return out + `"`
}
