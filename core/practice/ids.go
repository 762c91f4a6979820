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

// idText writes an id. Its upper 48 bits are the time in milliseconds, as in UUIDs (version 7) and ULIDs.
func (s *Server) idText(id uint64) string {
	switch s.options.Quirks.IDs {
	case IDsUUID:
		hex := fmt.Sprintf("%012x", id>>16)
		return fmt.Sprintf("%s-%s-7%03x-8%03x-000000000000", hex[:8], hex[8:], id>>4&0xfff, id&0xf)
	case IDsULID:
		const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
		text := make([]byte, 10) // 50 bits, of which the first two are zero
		for i := range text {
			text[i] = digits[id>>16>>(45-5*i)&31]
		}
		return string(text) + strings.Repeat("0", 12) + fmt.Sprintf("%c%c%c%c", digits[id>>15&1], digits[id>>10&31], digits[id>>5&31], digits[id&31])
	}
	return strconv.FormatUint(id, 10)
}

// idNumber returns the number behind an id, or zero if it is none.
func (s *Server) idNumber(text string) uint64 {
	if form := s.options.Quirks.IDs; form == IDsNumber || form == IDsSmall {
		value, _ := strconv.ParseUint(text, 10, 64) // zero if it is no number
		return value
	}
	for _, status := range s.statuses {
		if s.idText(status.id) == text {
			return status.id
		}
	}
	return 0
}
