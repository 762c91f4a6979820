package practice

import (
	"fmt"
	"strconv"
	"strings"
)

// IDs is the form of the ids of posts and apps. In each form, a newer post has the greater text.
type IDs string

const (
	IDsNumber IDs = ""      // Mastodon: a number, larger than what JavaScript counts exactly
	IDsUUID   IDs = "uuid"  // Hollo
	IDsULID   IDs = "ulid"  // GoToSocial
	IDsSmall  IDs = "small" // WordPress: they count from one
)

// ulidDigits are the letters of a ULID: five bits each.
const ulidDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// idText writes an id. Its upper 48 bits are the time in milliseconds, as in UUIDs (version 7) and ULIDs.
func (s *Server) idText(id uint64) string {
	switch s.options.Quirks.IDs {
	case IDsUUID:
		hex := fmt.Sprintf("%012x", id>>16)
		return fmt.Sprintf("%s-%s-7%03x-8%03x-000000000000", hex[:8], hex[8:], id>>4&0xfff, id&0xf)
	case IDsULID:
		text := make([]byte, 10) // 50 bits, of which the first two are zero
		for i := range text {
			text[i] = ulidDigits[id>>16>>(45-5*i)&31]
		}
		return string(text) + strings.Repeat("0", 12) + fmt.Sprintf("%c%c%c%c", ulidDigits[id>>15&1], ulidDigits[id>>10&31], ulidDigits[id>>5&31], ulidDigits[id&31])
	}
	return strconv.FormatUint(id, 10)
}

// idNumber returns the number behind an id, or zero if it is none.
func (s *Server) idNumber(text string) uint64 {
	switch s.options.Quirks.IDs {
	case IDsUUID:
		plain := strings.ReplaceAll(text, "-", "")
		if len(plain) != 32 {
			return 0
		}
		value, err := strconv.ParseUint(plain[:12]+plain[13:16]+plain[19:20], 16, 64)
		if err != nil {
			return 0
		}
		return value
	case IDsULID:
		if len(text) != 26 {
			return 0
		}
		value := uint64(0)
		for _, letter := range text[:10] + text[23:] {
			value = value<<5 | uint64(max(strings.IndexRune(ulidDigits, letter), 0))
		}
		return value&0x7fff | (value>>15)<<16 | uint64(max(strings.IndexByte(ulidDigits, text[22]), 0))<<15
	}
	value, _ := strconv.ParseUint(text, 10, 64) // zero if it is no number
	return value
}
