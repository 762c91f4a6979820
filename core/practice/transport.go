package practice

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Transport reaches the server at [Server.URL] without a socket. It behaves like native.Transport, including redirects and
// timeouts, and also works in tests that run in a browser. It reaches no other server.
func (s *Server) Transport() core.Transport {
	return native.NewTransport(&http.Client{Transport: s.RoundTripper()})
}

// RoundTripper does the same for a net/http client.
func (s *Server) RoundTripper() http.RoundTripper { return inMemory{s} }

type inMemory struct{ server *Server }

func (m inMemory) RoundTrip(outgoing *http.Request) (response *http.Response, err error) {
	if err := outgoing.Context().Err(); err != nil {
		return nil, err
	}
	if outgoing.URL.Scheme+"://"+outgoing.URL.Host != m.server.options.URL && outgoing.URL.Host != m.server.options.HandleDomain {
		return nil, &net.DNSError{Err: "no such host", Name: outgoing.URL.Hostname(), IsNotFound: true}
	}
	incoming := outgoing.Clone(outgoing.Context())
	incoming.Host, incoming.RemoteAddr = outgoing.URL.Host, "127.0.0.1:0"
	if outgoing.URL.Scheme == "https" {
		incoming.TLS = &tls.ConnectionState{}
	}
	recorder := &recorder{header: http.Header{}}
	defer func() {
		// A handler closes a connection in this way.
		if thrown := recover(); thrown == http.ErrAbortHandler {
			response, err = nil, outgoing.Context().Err()
			switch {
			case err != nil:
			case recorder.status != 0:
				response = recorder.response(outgoing, io.MultiReader(&recorder.body, cut{}))
			default:
				err = io.ErrUnexpectedEOF
			}
		} else if thrown != nil {
			panic(thrown)
		}
	}()
	m.server.ServeHTTP(recorder, incoming)
	return recorder.response(outgoing, &recorder.body), nil
}

// recorder is an http.ResponseWriter that stores what is written.
type recorder struct {
	status int
	header http.Header
	body   bytes.Buffer
}

// cut is the rest of a response whose connection has closed.
type cut struct{}

func (cut) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// response returns what was written, with this body.
func (r *recorder) response(to *http.Request, body io.Reader) *http.Response {
	return &http.Response{
		Status: http.StatusText(r.status), StatusCode: r.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.header, Body: io.NopCloser(body), ContentLength: int64(r.body.Len()), Request: to,
	}
}

func (r *recorder) Header() http.Header            { return r.header }
func (r *recorder) WriteHeader(status int)         { r.status = status }
func (r *recorder) Write(part []byte) (int, error) { return r.body.Write(part) }
