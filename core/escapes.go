package core

import "strconv"

// These are the escapes in which servers write characters: of HTML, of addresses, and of JSON and programming languages.
// jsbind/escapes.js knows the same.

// longestEscape is how far before its last byte an escape may begin: &#x0010ffff;
const longestEscape = 12

var entities = map[string]string{
	"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "excl": "!", "num": "#", "dollar": "$", "percnt": "%", "lpar": "(",
	"rpar": ")", "ast": "*", "plus": "+", "comma": ",", "period": ".", "sol": "/", "colon": ":", "semi": ";", "equals": "=",
	"quest": "?", "commat": "@", "lsqb": "[", "lbrack": "[", "bsol": `\`, "rsqb": "]", "rbrack": "]", "hat": "^", "lowbar": "_",
	"grave": "`", "lcub": "{", "lbrace": "{", "vert": "|", "verbar": "|", "rcub": "}", "rbrace": "}",
}

var whiteSpaceEscapes = map[byte]string{'n': "\n", 'r': "\r", 't': "\t"}

// escapeAt returns the length of the escape that a text ends with, and what it stands for. A decoded character may complete another
// escape: %2526 is %26, and that is &.
func escapeAt(text []byte) (length int, meant string) {
	end := len(text)
	last := text[end-1]
	before := func(n int) byte {
		if n > end {
			return 0
		}
		return smallByte(text[end-n])
	}
	switch {
	case last == ';' || last == '}':
		return delimitedEscape(text)
	case before(2) == '\\' && before(1) != 'u' && before(1) != 'x':
		return 2, first(whiteSpaceEscapes[last], string(text[end-1:]))
	case before(3) == '%':
		return byteEscape(text, 3)
	case before(4) == '\\' && before(3) == 'x':
		return byteEscape(text, 4)
	case before(6) == '\\' && before(5) == 'u':
		return utf16Escape(text)
	}
	return 0, ""
}

// byteEscape reads an escape that ends with the two digits of a byte.
func byteEscape(text []byte, length int) (int, string) {
	code, ok := codeIn(text[len(text)-2:], 16)
	if !ok {
		return 0, ""
	}
	return length, string([]byte{byte(code)})
}

// delimitedEscape reads &amp; &#38; &#x26; and \u{26}, and otherwise \; and \}.
func delimitedEscape(text []byte) (length int, meant string) {
	end := len(text)
	for at := end - 2; at >= max(0, end-longestEscape) && length == 0; at-- {
		inside := text[at+1 : end-1]
		switch {
		case text[end-1] == '}' && at > 1 && text[at-2] == '\\' && smallByte(text[at-1]) == 'u' && text[at] == '{':
			length, meant = characterEscape(inside, 16, end-at+2)
		case text[end-1] != ';' || text[at] != '&' || len(inside) == 0:
		case inside[0] != '#':
			if meant = entities[lower(string(inside))]; meant != "" {
				length = end - at
			}
		case len(inside) > 1 && smallByte(inside[1]) == 'x':
			length, meant = characterEscape(inside[2:], 16, end-at)
		default:
			length, meant = characterEscape(inside[1:], 10, end-at)
		}
	}
	if length == 0 && end > 1 && text[end-2] == '\\' {
		return 2, string(text[end-1:])
	}
	return length, meant
}

func characterEscape(digits []byte, base, length int) (int, string) {
	code, ok := codeIn(digits, base)
	if !ok {
		return 0, ""
	}
	return length, character(code)
}

// utf16Escape reads \u0026, or two of them for a character beyond 16 bits.
func utf16Escape(text []byte) (int, string) {
	end := len(text)
	code, ok := codeIn(text[end-4:], 16)
	if !ok {
		return 0, ""
	}
	if end >= 9 && code>>10 == 0x37 && text[end-9] == 0xed && text[end-8]>>4 == 0xa { // the first one is in the text as three bytes
		high := int(text[end-8]&0xf)<<6 | int(text[end-7]&0x3f)
		return 9, string(rune(0x10000 + high<<10 + code&0x3ff))
	}
	return 6, character(code)
}

// character returns the UTF-8 of a character, also of half a pair of UTF-16.
func character(code int) string {
	if code>>11 == 0x1b {
		return string([]byte{0xed, 0x80 | byte(code>>6)&0x3f, 0x80 | byte(code)&0x3f})
	}
	return string(rune(code))
}

func codeIn(digits []byte, base int) (int, bool) {
	code, err := strconv.ParseUint(string(digits), base, 21)
	return int(code), err == nil && code <= 0x10ffff
}

func smallByte(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}
