package practice

import (
	"net/http"
	"strconv"
	"time"
)

const (
	asJSON = "application/json; charset=utf-8"
	asHTML = "text/html; charset=utf-8"
	// nowhere is an address at which nothing listens.
	nowhere = "http://127.0.0.1:9/elsewhere"
)

// Faults are all faults, for tests that try each of them. The limit of 429 ends after a minute.
func Faults() []Fault {
	faults := []Fault{
		Refuse, Slow, Hang, Stall, Cut, CloseConnection, NoCORS, HTML200, Status500HTML, EmptyBody, HalfJSON,
		tooManyRequests("429", func() time.Time { return time.Now().Add(time.Minute) }), RedirectTo(nowhere), Permanently(RedirectTo(nowhere)),
		Reply("429 without headers", 429, "text/plain", "Slow down."),
		BehindProxy(Reply("502 without CORS", 502, asHTML, "<html><head><title>502 Bad Gateway</title></head></html>")),
		Reply("garbage", 200, asJSON, "\x00\x01\xfe\xff{]}\xc3"),
		Reply("garbage page", 200, "", "\x1f\x8b\x08\x00\x00<<<\xff"),
	}
	for _, body := range []string{"null", "true", "7", `"text"`, "[]", "[[]]", "{}", `{"error":7,"access_token":{},"id":[],"version":[],"links":{},"scopes":5}`} {
		faults = append(faults, Reply("JSON "+firstOf(body), 200, asJSON, body))
	}
	for _, status := range []int{400, 401, 403, 404, 410, 422} {
		faults = append(faults, Reply(strconv.Itoa(status), status, asJSON, `{"error":"`+http.StatusText(status)+`"}`))
	}
	for _, status := range []int{500, 503, 504} {
		faults = append(faults, Reply(strconv.Itoa(status), status, asHTML, "<h1>"+http.StatusText(status)+"</h1>"))
	}
	return faults
}

// firstOf shortens a text that is only a name.
func firstOf(body string) string {
	if len(body) > 8 {
		return "of other types"
	}
	return body
}
