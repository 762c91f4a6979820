package native

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// Transport is a core.Transport over net/http.
type Transport struct{ client *http.Client }

// NewTransport returns a Transport that uses client, or a default client if it is nil. Give a client to set a proxy or
// certificates. Its cookie jar and redirect policy are not used.
func NewTransport(client *http.Client) *Transport {
	own := &http.Client{}
	if client != nil {
		*own = *client
	}
	own.Jar = nil
	own.CheckRedirect = checkRedirect
	return &Transport{own}
}

// Do sends the request once. A blind request is sent like any other, because a Go program can read every response.
func (t *Transport) Do(bounds core.Context, request core.Request) (*core.Response, error) {
	ctx, ok := bounds.(context.Context)
	if !ok { // in tests that run in a browser, core.Context has fewer methods
		ctx = context.Background()
	}
	if request.TimeoutMs > 0 {
		limited, cancel := context.WithTimeout(ctx, time.Duration(request.TimeoutMs*float64(time.Millisecond)))
		defer cancel()
		ctx = limited
	}
	outgoing, err := newRequest(ctx, request)
	if err != nil {
		return nil, err
	}
	answer, err := t.client.Do(outgoing)
	if err != nil {
		return nil, networkError(ctx, outgoing.URL.Host, err)
	}
	defer answer.Body.Close()
	response := &core.Response{
		Status: answer.StatusCode, URL: answer.Request.URL.String(),
		Header: func(name string) string { return strings.Join(answer.Header.Values(name), ", ") },
	}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		response.Date = float64(date.UnixMilli())
	}
	if err := ReadBody(request, response, answer.Header.Get("Content-Type"), answer.Body); err != nil {
		return nil, networkError(ctx, outgoing.URL.Host, err)
	}
	return response, nil
}

// newRequest converts a core.Request to an http.Request.
func newRequest(ctx context.Context, request core.Request) (*http.Request, error) {
	var body io.Reader
	contentType, length := "", int64(0)
	switch {
	case request.Files != nil:
		var err error
		if body, contentType, length, err = multipartBody(request); err != nil {
			return nil, &core.Error{
				Kind: core.ErrIllegalArgument, Code: core.CodeOptionInvalid, Message: "the file could not be read: " + err.Error(), Cause: err,
			}
		}
	case request.JSON != nil:
		encoded, err := Encode(request.JSON)
		if err != nil {
			return nil, err
		}
		body, contentType = strings.NewReader(string(encoded)), "application/json"
	case request.AsJSON:
		encoded, err := JSONForm(request.Form)
		if err != nil {
			return nil, err
		}
		body, contentType = bytes.NewReader(encoded), "application/json"
	case request.Form != nil:
		body, contentType = strings.NewReader(URLs{}.Query(request.Form)), "application/x-www-form-urlencoded;charset=UTF-8"
	}
	outgoing, err := http.NewRequestWithContext(ctx, request.Method, request.URL, body)
	if err != nil {
		// The text of err is not used: it contains the whole address, including secrets in the query.
		return nil, &core.Error{
			Kind: core.ErrIllegalArgument, Code: core.CodeRequestInvalid, Message: "the address or the method is not valid for HTTP.",
		}
	}
	if request.Files != nil {
		outgoing.ContentLength = length
	}
	if contentType != "" {
		outgoing.Header.Set("Content-Type", contentType)
	}
	for _, field := range request.Header {
		outgoing.Header.Set(field.Name, field.Value)
	}
	return outgoing, nil
}
