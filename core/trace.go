package core

import (
	"strconv"
	"strings"
)

// shown are the parameters that a trace may contain, for the option debugRequests. The list says what is safe to show, not what
// to hide: any other parameter is hidden, and a response is described by its status and shape only.
var shown = []string{
	"agreement", "client_name", "code_challenge_method", "force_login", "grant_type", "lang", "limit", "locale",
	"redirect_uris", "response_type", "scope", "scopes", "sensitive", "time_zone", "visibility", "website",
}

// trace gives the listener one line about a request and its result.
func (c *Client) trace(request Request, response *Response, err error, ms float64) {
	path, query, _ := strings.Cut(request.URL, "?")
	line := request.Method + " " + path + traced(c.host.URLs.ParseQuery(query)) + traced(request.Form)
	if request.JSON != nil {
		line += " json=[hidden]"
	}
	if request.Header.Get("Authorization") != "" {
		line += " authorization=[hidden]"
	}
	switch {
	case err != nil:
		line += " → " + string(AsError(err).Code)
	default:
		line += " → " + strconv.Itoa(response.Status) + " " + string(response.Shape)
	}
	if hidesSecrets { // a path may have one in it
		line = c.secretsOf(request).hide(line)
	}
	c.options.OnTrace(line + " in " + strconv.Itoa(int(ms)) + " ms")
}

func traced(fields Fields) string {
	line := ""
	for _, field := range fields {
		value := "[hidden]"
		if contains(shown, field.Name) {
			value = shortened(field.Value)
		}
		line += " " + shortened(field.Name) + "=" + value
	}
	return line
}
