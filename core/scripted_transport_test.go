package core_test

import (
	"context"
	"net/textproto"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// script is a Transport that plays scripted responses in order, for behaviour that no server shows on demand.
type script struct {
	mu       sync.Mutex
	answers  []answer
	requests []core.Request
	// next, if set, gives the response to a request in place of answers.
	next func(core.Request) *answer
}

// answer is one scripted response: a status with a body, or an error. The last one is repeated.
type answer struct {
	status int
	body   string
	header map[string]string
	err    error
}

func jsonAnswer(status int, body string) answer { return answer{status: status, body: body} }

func (s *script) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
	play := s.answers[0]
	if s.next != nil {
		play = *s.next(request)
	} else if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	if play.err != nil {
		return nil, play.err
	}
	contentType := "application/json"
	if strings.HasPrefix(play.body, "<") {
		contentType = "text/html"
	}
	// A server may repeat anything that it received in its texts.
	echo := request.Header.Get("Authorization")
	for _, field := range request.Form {
		echo += " " + field.Value
	}
	play.body = strings.ReplaceAll(play.body, "ECHO", echo)
	if strings.HasPrefix(play.body, "text:") {
		contentType, play.body = "text/plain", strings.TrimPrefix(play.body, "text:")
	}
	header := func(name string) string {
		if !slices.Contains(core.ResponseHeaders, name) {
			panic(name + " is not among core.ResponseHeaders")
		}
		for key, value := range play.header {
			if textproto.CanonicalMIMEHeaderKey(key) == textproto.CanonicalMIMEHeaderKey(name) {
				return value
			}
		}
		return ""
	}
	response := &core.Response{Status: play.status, Header: header, URL: request.URL}
	return response, native.ReadBody(request, response, contentType, strings.NewReader(play.body))
}

// sent returns the requests as lines: method, path, form.
func (s *script) sent() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for _, request := range s.requests {
		path := request.URL[strings.Index(request.URL, "//")+2:]
		line := request.Method + " " + path[strings.IndexByte(path, '/'):]
		if len(request.Form) > 0 {
			line += " " + native.URLs{}.Query(request.Form)
		}
		lines = append(lines, line)
	}
	return lines
}

// scripted returns a client over a script, with defaults for options that are not given.
func scripted(t *testing.T, options core.Options, answers ...answer) (*core.Client, *script) {
	t.Helper()
	play := &script{answers: answers}
	host := native.Host(native.NewMemStore())
	host.Transport = watched{t, play}
	if options.APIBaseURL == "" {
		options.APIBaseURL = "https://server.example"
	}
	if options.ClientID == "" {
		options.ClientID, options.ClientSecret, options.AccessToken = "id-1", "secret-1", "token-1"
	}
	client, err := core.New(context.Background(), host, options)
	require.NoError(t, err)
	return client, play
}

// scriptHost is a host over a script.
func scriptHost(answers ...answer) core.Host {
	host := native.Host(native.NewMemStore())
	host.Transport = &script{answers: answers}
	return host
}
