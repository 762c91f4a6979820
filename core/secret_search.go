package core

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A server writes a value in one of many ways: as it is, in other letter case, escaped for HTML, an address or JSON, or in base64. So
// the text is compared in a form in which all of these are the same. The time it takes grows linearly with the text.

// hide replaces the secrets in a text, however they are written.
func (s secrets) hide(text string) string {
	// Without decoding first: in LIKE '%deadbeef%', the secret looks like a part of an escape.
	return s.hideAs(s.hideAs(text, false), true)
}

// A piece of base64 of clearLength is hidden wherever it stands, and so is a secret, if it is no word and no number. One that is has to
// have longLength for that. What is shorter could be a part of any word or number, so it is hidden only where it stands alone.
const (
	clearLength = 6
	longLength  = 16
)

// isHiddenAlone reports whether a secret is hidden only where it stands alone.
func isHiddenAlone(secret string) bool {
	return len(secret) < clearLength || len(secret) < longLength && (isAll(secret, unicode.IsLetter) || isAll(secret, unicode.IsNumber))
}

func isAll(text string, is func(rune) bool) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !is(r) }) < 0
}

// hideAs hides the secrets in a text, whose escapes are decoded or not.
func (s secrets) hideAs(text string, decoded bool) string {
	meant, starts := meaning(text, decoded)
	form := comparisonForm(meant)
	isFound := false
	mark := func(secret string, alone bool) {
		for begin := 0; secret != ""; {
			at := strings.Index(form[begin:], secret)
			if at < 0 {
				return
			}
			at += begin
			begin = at + len(secret)
			if alone && (endsWithWord(meant[:at]) || beginsWithWord(meant[begin:])) {
				continue
			}
			isFound = true
			for ; at < begin; at++ {
				starts[at] |= marked
			}
		}
	}
	for _, secret := range s {
		sought, _ := meaning(secret, decoded)
		if !decoded {
			mark(comparisonForm(sought), isHiddenAlone(secret))
			continue
		}
		// A backslash at its end makes an escape with what follows it.
		mark(comparisonForm(bytes.TrimRight(sought, `\`)), isHiddenAlone(secret))
		for before := range 3 {
			if piece := comparisonForm([]byte(inBase64(secret, before))); len(piece) >= clearLength {
				mark(piece, false)
			}
		}
	}
	if !isFound {
		return text
	}
	var shown []byte
	from, wasMarked := int32(0), false
	for _, start := range append(starts, int32(len(text))) {
		at, isMarked := start&^marked, start&marked != 0
		switch {
		case isMarked && !wasMarked:
			shown = append(append(shown, text[from:at]...), "[hidden]"...)
		case wasMarked && !isMarked:
			from = at
		}
		wasMarked = isMarked
	}
	return string(append(shown, text[from:]...))
}

// marked is the bit of a position whose byte belongs to a secret.
const marked = 1 << 30

func endsWithWord(text []byte) bool {
	last, _ := utf8.DecodeLastRune(text)
	return isWordRune(last)
}

func beginsWithWord(text []byte) bool {
	next, _ := utf8.DecodeRune(text)
	return isWordRune(next)
}

func isWordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// meaning returns what a text means, and for each byte of that where the text has it. The escapes are decoded or not.
func meaning(text string, decoded bool) (meant []byte, starts []int32) {
	meant = make([]byte, 0, len(text))
	starts = make([]int32, 0, len(text)+1)
	for i := range len(text) {
		meant, starts = append(meant, text[i]), append(starts, int32(i))
		for decoded {
			length, character := escapeAt(meant)
			if length == 0 {
				break
			}
			begin := len(meant) - length
			at := starts[begin]
			meant, starts = meant[:begin], starts[:begin]
			for j := range len(character) {
				meant, starts = append(meant, character[j]), append(starts, at)
			}
		}
	}
	return meant, starts
}

// comparisonForm makes characters the same that stand for each other: capital and small letters, the two alphabets of base64, and a
// blank and the plus that it is in a form. It is as long as the text: a letter that has another length when it is small stays.
func comparisonForm(text []byte) string {
	form := make([]byte, 0, len(text))
	for rest := text; len(rest) > 0; {
		letter, size := utf8.DecodeRune(rest)
		switch {
		case letter == '+' || letter == '-':
			letter = ' '
		case letter == '_':
			letter = '/'
		}
		if small := unicode.ToLower(letter); letter != utf8.RuneError && utf8.RuneLen(small) == size {
			form = utf8.AppendRune(form, small)
		} else {
			form = append(form, rest[:size]...)
		}
		rest = rest[size:]
	}
	return string(form)
}

// inBase64 returns what base64 makes of a text that stands behind that many other bytes, without the characters that depend on what
// stands before and after it.
func inBase64(text string, before int) string {
	encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), text...))
	return encoded[(8*before+5)/6 : 8*(before+len(text))/6]
}
