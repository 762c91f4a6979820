package practice

import (
	"context"
	"encoding/base64"
	"net"
	"net/http"
	"strings"
)

// request is an HTTP request, read to its end.
type request struct {
	ctx     context.Context
	method  string
	path    string
	target  string // path and query
	base    string // "http://localhost:3000": where this server is, in the words of whoever asked
	header  http.Header
	address string // of the client
	params  params
	broken  bool              // the body is not what its type says
	wild    map[string]string // what stands in the wildcards of the route
	session *session
	// cookie is a session to give the browser.
	cookie string
}

func readRequest(r *http.Request) *request {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	params, ok := readParams(r)
	return &request{
		ctx: r.Context(), method: r.Method, path: r.URL.Path, target: r.URL.RequestURI(), base: scheme + "://" + r.Host,
		header: r.Header, address: address, params: params, broken: !ok,
	}
}

// host is the server's name, with its port.
func (r *request) host() string { return r.base[strings.Index(r.base, "://")+3:] }

// wantsJSON tells a program from a browser.
func (r *request) wantsJSON() bool {
	return strings.Contains(r.header.Get("Accept"), "json") || strings.HasSuffix(r.path, ".json")
}

// bearer returns the access token of a request: Doorkeeper looks into the header, then the parameters.
func (r *request) bearer() string {
	scheme, token, _ := strings.Cut(r.header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "bearer") && token != "" {
		return token
	}
	if token := r.params.Get("access_token"); token != "" {
		return token
	}
	return r.params.Get("bearer_token")
}

// basic returns the client id and secret of the header.
func (r *request) basic() (id, secret string, ok bool) {
	scheme, encoded, _ := strings.Cut(r.header.Get("Authorization"), " ")
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if !strings.EqualFold(scheme, "basic") || err != nil {
		return "", "", false
	}
	return strings.Cut(string(decoded), ":")
}
