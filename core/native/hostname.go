package native

import (
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// domains is UTS #46 with the settings that https://url.spec.whatwg.org/#idna names for browsers.
var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.CheckJoiners(true), idna.Transitional(false),
	idna.CheckHyphens(false), idna.StrictDomainName(false), idna.VerifyDNSLength(false))

const (
	forbiddenInHost   = "\x00\t\n\r #/:<>?@[\\]^|"
	forbiddenInDomain = forbiddenInHost + "%\x7f"
)

// parseHost parses the host of an http URL: a domain, or an IP address in any notation that browsers accept.
func parseHost(raw string) (string, bool) {
	if strings.HasPrefix(raw, "[") {
		return parseIPv6(raw)
	}
	domain := strings.ToValidUTF8(percentDecode(raw), "\uFFFD")
	ascii, err := toASCII(domain)
	if err != nil || ascii == "" || strings.ContainsAny(ascii, forbiddenInDomain) {
		return "", false
	}
	for _, c := range []byte(ascii) {
		if c < ' ' {
			return "", false
		}
	}
	if endsInNumber(ascii) {
		return parseIPv4(ascii)
	}
	return ascii, true
}

// parseOpaqueHost parses the host of a URL with another scheme, such as myapp://callback.
func parseOpaqueHost(raw string) (string, bool) {
	if strings.HasPrefix(raw, "[") {
		return parseIPv6(raw)
	}
	return percentEncode(raw, ""), !strings.ContainsAny(raw, forbiddenInHost)
}

func toASCII(domain string) (string, error) {
	lower := strings.ToLower(domain)
	plain := strings.IndexFunc(domain, func(r rune) bool { return r > 0x7f }) < 0
	if plain && !strings.HasPrefix(lower, "xn--") && !strings.Contains(lower, ".xn--") {
		return lower, nil // the standard has no more rules for such a domain
	}
	return domains.ToASCII(domain)
}

func parseIPv6(raw string) (string, bool) {
	inner, ok := strings.CutSuffix(raw[1:], "]")
	if !ok || strings.Contains(inner, "%") { // browsers do not accept zones
		return "", false
	}
	address, err := netip.ParseAddr(inner)
	if err != nil || !address.Is6() {
		return "", false
	}
	if address.Is4In6() { // browsers write the last 32 bits like the others
		bytes := address.As16()
		return fmt.Sprintf("[::ffff:%x:%x]", uint(bytes[12])<<8|uint(bytes[13]), uint(bytes[14])<<8|uint(bytes[15])), true
	}
	return "[" + address.String() + "]", true
}

// endsInNumber reports whether a host can only be an IPv4 address, valid or not.
func endsInNumber(host string) bool {
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := parts[len(parts)-1]
	if last != "" && strings.Trim(last, "0123456789") == "" {
		return true
	}
	_, ok := parseIPv4Part(last)
	return ok
}

// parseIPv4 parses 127.0.0.1, and also 127.1, 0x7f.1 and 2130706433.
func parseIPv4(host string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(parts) > 4 {
		return "", false
	}
	var address uint64
	for i, part := range parts {
		number, ok := parseIPv4Part(part)
		limit := uint64(255)
		shift := 8 * (3 - i)
		if i == len(parts)-1 { // the last part fills the remaining bytes
			limit, shift = math.MaxUint32>>(8*i), 0
		}
		if !ok || number > limit {
			return "", false
		}
		address |= number << shift
	}
	return fmt.Sprintf("%d.%d.%d.%d", address>>24, address>>16&255, address>>8&255, address&255), true
}

// parseIPv4Part parses a decimal, octal (0…) or hexadecimal (0x…) number.
func parseIPv4Part(part string) (uint64, bool) {
	if part == "" {
		return 0, false
	}
	base := 10
	if rest, hex := strings.CutPrefix(part, "0x"); hex {
		part, base = rest, 16
	} else if len(part) > 1 && part[0] == '0' {
		part, base = part[1:], 8
	}
	if part == "" {
		return 0, true // "0x" is zero
	}
	number, err := strconv.ParseUint(part, base, 64)
	if err != nil && strings.Trim(part, "0123456789abcdef") == "" && err.(*strconv.NumError).Err == strconv.ErrRange {
		return math.MaxUint64, true // it is a number, but larger than any limit
	}
	return number, err == nil
}
