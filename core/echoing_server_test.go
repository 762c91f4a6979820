package core_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// echoing is a Transport that repeats all that it was sent, now and before, in one place of its answers and in one spelling.
type echoing struct {
	place    place
	spelling func(string) string
	heard    []string
}

// place makes an answer that says a text somewhere. quoted is the text in JSON.
type place func(text, quoted string) answer

// places are where servers, and what stands before them, have words of their own.
var places = map[string]place{
	"error": func(_, q string) answer { return jsonAnswer(400, `{"error":`+q+`}`) },
	"error_description": func(_, q string) answer {
		return jsonAnswer(401, `{"error":"invalid_grant","error_description":`+q+`}`)
	},
	"an error's message": func(_, q string) answer {
		return jsonAnswer(401, `{"error":{"code":`+q+`,"message":`+q+`}}`)
	},
	"message":           func(_, q string) answer { return jsonAnswer(403, `{"message":`+q+`}`) },
	"a list of errors":  func(_, q string) answer { return jsonAnswer(422, `{"errors":[`+q+`]}`) },
	"a list of objects": func(_, q string) answer { return jsonAnswer(500, `{"errors":[{"message":`+q+`}]}`) },
	"a text":            func(_, q string) answer { return jsonAnswer(503, q) },
	"plain text":        func(text, _ string) answer { return answer{status: 404, body: "text:" + text} },
	"a page":            func(text, _ string) answer { return answer{status: 403, body: "<html>" + text} },
	"half a JSON":       func(_, q string) answer { return jsonAnswer(200, `{"a":`+q) },
	"details": func(_, q string) answer {
		return jsonAnswer(422, `{"error":"no","details":{"email":[{"error":`+q+`,"description":`+q+`}],`+q+`:[{"error":"ERR"}],"deep":[[{"a":`+q+`}]]}}`)
	},
	"the request's id": func(text, _ string) answer {
		return answer{status: 400, body: `{"error":"no"}`, header: map[string]string{"X-Request-Id": text}}
	},
	"the version": func(_, q string) answer {
		return jsonAnswer(200, `{"version":`+q+`,"uri":"server.example","title":`+q+`}`)
	},
	"a pending account":  func(_, q string) answer { return jsonAnswer(200, `{"identifier":"awaiting_approval","message":`+q+`}`) },
	"an incomplete post": func(_, q string) answer { return jsonAnswer(200, `{"id":"7","content":"","spoiler_text":`+q+`}`) },
	"fewer scopes": func(_, q string) answer {
		return jsonAnswer(200, `{"access_token":`+q+`,"scope":"other","token_type":"Bearer"}`)
	},
	"an odd token": func(_, q string) answer { return jsonAnswer(200, `{"access_token":"x","token_type":`+q+`}`) },
	"behind 300 letters": func(_, q string) answer {
		return jsonAnswer(400, `{"error":"`+strings.Repeat("ä", 280)+`"`+`,"error_description":"`+strings.Repeat("ä ", 140)+q[1:]+`}`)
	},
	"the cause": func(text, _ string) answer {
		return answer{err: &core.Error{Kind: core.ErrNetwork, Code: "network", Message: "redirected to https://" + text, Cause: fmt.Errorf("lookup %w", fmt.Errorf("malformed %s", text))}}
	},
	"another error": func(text, _ string) answer { return answer{err: fmt.Errorf("malformed header %s", text)} },
}

// spellings are the ways in which they write what they repeat.
var spellings = map[string]func(string) string{
	"as it is":         func(s string) string { return s },
	"escaped for HTML": html.EscapeString,
	"with numbers for HTML": func(s string) string {
		return strings.NewReplacer("&", "&#x26;", "+", "&#43;", "/", "&#x2F;").Replace(s)
	},
	"in an address": url.QueryEscape,
	"in a path":     url.PathEscape,
	"in JSON": func(s string) string {
		return strings.NewReplacer("/", `\/`, "+", `\u002b`, "é", `\u00e9`, `"`, `\"`).Replace(s)
	},
	"in Ruby":          func(s string) string { return fmt.Sprintf("%q", s) },
	"in capitals":      strings.ToUpper,
	"in small letters": strings.ToLower,
	"in base64":        func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"in Basic":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte("id-1:" + s)) },
	"in base64url":     func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("0" + s)) },
	"escaped twice":    func(s string) string { return html.EscapeString(url.QueryEscape(s)) },
}

func (e *echoing) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	e.hear(request.Header...)
	e.hear(request.Form...)
	_, query, _ := strings.Cut(request.URL, "?")
	e.hear(native.URLs{}.ParseQuery(query)...)
	if request.JSON != nil {
		raw, _ := native.Encode(request.JSON)
		var body any
		_ = json.Unmarshal(raw, &body)
		e.hearValue(body)
	}
	said := strings.Join(e.heard, " , ")
	quoted, _ := json.Marshal(said)
	return (&script{answers: []answer{e.place(said, string(quoted))}}).Do(ctx, request)
}

func (e *echoing) hear(fields ...core.Field) {
	for _, field := range fields {
		e.heard = append(e.heard, e.spelling(field.Value), e.spelling(strings.TrimPrefix(field.Value, "Bearer ")))
	}
}

func (e *echoing) hearValue(body any) {
	switch body := body.(type) {
	case map[string]any:
		for _, member := range body {
			e.hearValue(member)
		}
	case []any:
		for _, element := range body {
			e.hearValue(element)
		}
	case string:
		e.hear(core.Field{Value: body})
	}
}
