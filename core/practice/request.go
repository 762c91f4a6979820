package practice

import (
	"context"
	"encoding/base64"
	"net"
	"net/http"
	"strings"
)

// request is an HTTP request that has been read completely.
type request struct {
	ctx     context.Context
	method  string
	path    string
	target  string // path and query
	base    string // "http://localhost:3000": this server's address, as the client wrote it
	header  http.Header
	address string // the client's IP address
	params  params
	outside bool              // the path is not in the server's folder
	broken  bool              // the body does not match its content type
	wild    map[string]string // the values of the route's wildcards
	session *session
	token   *token // once it has been checked
	reader  *user  // the token's owner
	// cookie is a session cookie to set in the browser.
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
func (r *request) host() string {
	name, _, _ := strings.Cut(r.base[strings.Index(r.base, "://")+3:], "/")
	return name
}

// wantsJSON reports whether the request asks for JSON, as programs do.
func (r *request) wantsJSON() bool {
	return strings.Contains(r.header.Get("Accept"), "json")
}

// bearer returns the access token of a request. Like Doorkeeper, it looks at the header first, then at the parameters.
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

// basic returns the client id and secret in the header Authorization.
func (r *request) basic() (id, secret string, ok bool) {
	scheme, encoded, _ := strings.Cut(r.header.Get("Authorization"), " ")
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if !strings.EqualFold(scheme, "basic") || err != nil {
		return "", "", false
	}
	return strings.Cut(string(decoded), ":")
}
