package core

import (
	"strings"
)

// RequestOptions are the options of [Client.Request].
type RequestOptions struct {
	// Method is GET, POST, PUT, PATCH or DELETE. Default: GET.
	Method string `json:"method,omitempty"`
	// Path begins with a slash: "/api/v1/timelines/home". The request always goes to the client's own server.
	Path string `json:"path"`
	// Params are the query of a GET request. For other methods they are the form in the body.
	Params Fields `json:"params,omitempty"`
	// JSON is the body to send as application/json, instead of a form.
	JSON Document `json:"json,omitempty"`
}

// Answer is the result of Request.
type Answer struct {
	// Data is the decoded body: JSON, or the text if it is no JSON, as that of /health. It is absent if the server sent none.
	Data Document `json:"data"`
	// Headers are the response headers that an API client needs, as far as the browser allows reading them.
	Headers Headers `json:"headers"`
	// Next and Prev are the paths of the next and previous page of a list. Give one as the option path.
	Next string `json:"next,omitempty"`
	Prev string `json:"prev,omitempty"`
}

// Headers are the response headers that Mastodon makes readable for pages of other origins.
type Headers struct {
	Link               string `json:"link,omitempty"`
	RatelimitLimit     string `json:"x-ratelimit-limit,omitempty"`
	RatelimitRemaining string `json:"x-ratelimit-remaining,omitempty"`
	RatelimitReset     string `json:"x-ratelimit-reset,omitempty"`
	RequestID          string `json:"x-request-id,omitempty"`
}

// Request makes any request to the server's API as the user. It has the same time limit and errors as the other functions.
func (c *Client) Request(ctx Context, options RequestOptions) (Answer, error) {
	const op = "request"
	o := options
	o.Method = upper(first(o.Method, "GET"))
	switch {
	case !contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, o.Method):
		return Answer{}, during(op, illegal(CodeOptionInvalid, "method", "must be GET, POST, PUT, PATCH or DELETE."))
	case !strings.HasPrefix(o.Path, "/") || strings.HasPrefix(o.Path, "//") || anyOf(o.Path, "\\#\r\n\t"):
		return Answer{}, during(op, illegal(CodeOptionInvalid, "path", "must begin with one slash, such as /api/v1/timelines/home. The server is always the client's own."))
	case o.JSON != nil && (o.Method == "GET" || len(o.Params) > 0):
		return Answer{}, during(op, illegal(CodeOptionInvalid, "json", "cannot be given together with params, or for a GET."))
	}
	call := call{op: op, method: o.Method, path: o.Path, json: o.JSON, anyBody: true, large: true}
	if c.isUser(ctx) {
		token, err := c.freshToken(ctx)
		if err != nil {
			return Answer{}, during(op, err)
		}
		call.bearer = token
	}
	if o.Method == "GET" {
		call.query = o.Params
	} else {
		call.form = o.Params
	}
	response, err := c.do(ctx, call)
	if err != nil {
		return Answer{}, err
	}
	if response.Shape == ShapeHTML || response.Shape == ShapeBroken {
		call.anyBody = false
		return Answer{}, during(op, responseError(call, response, c.Credentials().APIBaseURL))
	}
	header := response.Header
	data := response.Body
	if response.Shape == ShapeOther {
		data = response.Text
	}
	answer := Answer{Data: data, Headers: Headers{
		header("Link"), header("X-RateLimit-Limit"), header("X-RateLimit-Remaining"), header("X-RateLimit-Reset"), header("X-Request-Id"),
	}}
	base := c.Credentials().APIBaseURL
	answer.Next, answer.Prev = pageOf(header("Link"), "next", c.host.URLs, base, o.Path), pageOf(header("Link"), "prev", c.host.URLs, base, o.Path)
	return answer, nil
}
