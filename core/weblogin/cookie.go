package weblogin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The cookie is the time of the sign-in's beginning, in seconds, and 32 random bytes. The store has only its hash.
type cookie struct {
	begun  int64
	secret string
}

func newCookie(begun time.Time) cookie {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // it never fails
	return cookie{begun.Unix(), base64.RawURLEncoding.EncodeToString(secret[:])}
}

// after returns the cookie that replaces this one when a sign-in is completed. A browser that did not get it, because the connection
// broke, opens the same address with the old cookie again, and gets the same one. Nobody else has both the old cookie and the code.
func (c cookie) after(state, code string) cookie {
	sum := sha256.Sum256(fmt.Appendf(nil, "weblogin %q %q %q", c.secret, state, code))
	return cookie{c.begun, base64.RawURLEncoding.EncodeToString(sum[:])}
}

func (c cookie) text() string { return fmt.Sprintf("%08x.%s", c.begun, c.secret) }

// key returns the key of the record for this cookie.
func (c cookie) key(prefix string) string { return timedKey(prefix, c.begun) + hash(c.text()) }

func timedKey(prefix string, seconds int64) string { return fmt.Sprintf("%s%08x:", prefix, seconds) }

// timeOf returns the time in a key that timedKey began.
func timeOf(key, prefix string) (at time.Time, rest string, ok bool) {
	stamp, rest, _ := strings.Cut(strings.TrimPrefix(key, prefix), ":")
	seconds, err := strconv.ParseInt(stamp, 16, 64)
	return time.Unix(seconds, 0), rest, err == nil
}

func readCookie(text string) (c cookie, ok bool) {
	stamp, secret, _ := strings.Cut(text, ".")
	seconds, err := strconv.ParseInt(stamp, 16, 64)
	c = cookie{seconds, secret}
	return c, err == nil && len(secret) == 43 && c.text() == text
}

// cookieOf returns the cookie of a request.
func (h *Handler) cookieOf(r *http.Request) (cookie, bool) {
	for _, sent := range r.CookiesNamed(h.cookieName) {
		if c, ok := readCookie(sent.Value); ok {
			return c, true
		}
	}
	return cookie{}, false
}

// setCookie gives the browser a cookie for as long as its record lives. The one of a zero cookie is taken away.
func (h *Handler) setCookie(w http.ResponseWriter, c cookie, lifetime time.Duration) {
	value, age := "", -1
	if c.secret != "" {
		value, age = c.text(), int(time.Until(time.Unix(c.begun, 0).Add(lifetime)).Seconds())
	}
	http.SetCookie(w, &http.Cookie{
		Name: h.cookieName, Value: value, Path: "/", MaxAge: age, Secure: h.base.Scheme == "https", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}
