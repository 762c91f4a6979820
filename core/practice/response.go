package practice

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// answer is a handler's response. It is written after the server's lock has been released.
type answer struct {
	status int
	header http.Header
	body   []byte
	// noRoute: the server has nothing at this path.
	noRoute bool
	// unreadable: pages of other origins cannot read it, whatever the path's rule says.
	unreadable bool
}

// object is a JSON object.
type object map[string]any

func newAnswer(status int, contentType string, body []byte) *answer {
	header := http.Header{"X-Content-Type-Options": {"nosniff"}, "X-Frame-Options": {"DENY"}, "Referrer-Policy": {"same-origin"}}
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	return &answer{status: status, header: header, body: body}
}

func jsonAnswer(status int, value any) *answer {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // all values are made here: texts, numbers and lists of them
	}
	made := newAnswer(status, "application/json; charset=utf-8", body)
	made.header.Set("Cache-Control", "max-age=0, private, must-revalidate")
	return made
}

// apiError returns an error in the form of Mastodon's API.
func apiError(status int, text string) *answer { return jsonAnswer(status, object{"error": text}) }

// oauthError returns an error in Doorkeeper's form, with the fields of RFC 6749.
func oauthError(status int, code string) *answer {
	return oauthErrorText(status, code, oauthTexts[code])
}

func oauthErrorText(status int, code, text string) *answer {
	refusal := jsonAnswer(status, object{"error": code, "error_description": text})
	refusal.private()
	return challenge(refusal, code, text)
}

func missingParameter(name string) *answer {
	return oauthErrorText(400, "invalid_request", "Missing required parameter: "+name+".")
}

// private forbids caching.
func (a *answer) private() *answer {
	a.header.Set("Cache-Control", "no-store")
	a.header.Set("Pragma", "no-cache")
	return a
}

func redirect(target string) *answer {
	made := newAnswer(http.StatusFound, "text/html; charset=utf-8", nil)
	made.header.Set("Location", target)
	made.header.Set("Cache-Control", "private, no-store")
	return made
}

func (a *answer) write(w http.ResponseWriter) {
	a.writeHead(w)
	_, _ = w.Write(a.body) // the client may have disconnected
}

// writeHalf sends the first half of the body at once.
func (a *answer) writeHalf(w http.ResponseWriter) {
	a.writeHead(w)
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush() // without a socket, there is nothing to flush
}

func (a *answer) writeHead(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
}

// oauthTexts are Doorkeeper's English texts, in Mastodon's version.
var oauthTexts = map[string]string{
	"access_denied":             "The resource owner or authorization server denied the request.",
	"invalid_client":            "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
	"invalid_code_challenge":    "The code_challenge_method must be S256.",
	"invalid_grant":             "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
	"invalid_redirect_uri":      "The redirect uri included is not valid.",
	"invalid_request":           "The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed.",
	"invalid_scope":             "The requested scope is invalid, unknown, or malformed.",
	"unauthorized_client":       "You are not authorized to revoke this token",
	"unsupported_grant_type":    "The authorization grant type is not supported by the authorization server.",
	"unsupported_response_mode": "The authorization server does not support this response mode.",
	"unsupported_response_type": "The authorization server does not support this response type.",
}
