package practice_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

const (
	callback  = "https://app.example/callback"
	outOfBand = "urn:ietf:wg:oauth:2.0:oob"
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	// aliceActor is her address in ActivityPub.
	aliceActor = "https://practice.example/ap/users/109302436954721982"
	challenge  = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

// world is a practice server without a socket, and a program that makes requests to it.
type world struct {
	*practice.Server
	base   string
	spoken string // the language of its requests
	t      *testing.T
	person *practice.Person
}

func newWorld(t *testing.T, options practice.Options) *world {
	t.Helper()
	server := practice.New(options)
	return &world{server, server.URL(), "", t, server.Person()}
}

func defaultVersion() string {
	options, _ := practice.Flavour(practice.DefaultFlavour)
	return options.Version
}

func newFlavour(t *testing.T, name string) *world {
	t.Helper()
	options, ok := practice.Flavour(name)
	require.True(t, ok, name)
	return newWorld(t, options)
}

// at is the same world, with the program at another address.
func (w world) at(base string) *world {
	w.base = base
	return &w
}

// speaking is the same world, with requests in a language.
func (w world) speaking(language string) *world {
	w.spoken = language
	return &w
}

// answer is the server's response.
type answer struct {
	status int
	header http.Header
	body   string
	json   any
}

// ask sends a request. endpoint has the form "POST /path"; headers are names and values in turn.
func (w *world) ask(endpoint, body string, headers ...string) answer {
	w.t.Helper()
	method, path, _ := strings.Cut(endpoint, " ")
	request, err := http.NewRequestWithContext(w.t.Context(), method, w.base+path, strings.NewReader(body))
	require.NoError(w.t, err)
	request.Header.Set("Accept", "application/json")
	if body != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if w.spoken != "" {
		request.Header.Set("Accept-Language", w.spoken)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := w.RoundTripper().RoundTrip(request)
	require.NoError(w.t, err)
	content, err := io.ReadAll(response.Body)
	require.NoError(w.t, err)
	read := answer{status: response.StatusCode, header: response.Header, body: string(content)}
	_ = json.Unmarshal(content, &read.json) // HTML stays a body
	return read
}

func (w *world) post(path string, fields ...string) answer {
	w.t.Helper()
	return w.ask("POST "+path, form(fields...).Encode())
}

func (w *world) get(path, token string) answer {
	w.t.Helper()
	if token == "" {
		return w.ask("GET "+path, "")
	}
	return w.ask("GET "+path, "", "Authorization", "Bearer "+token)
}

// form makes a form from names and values in turn.
func form(fields ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		values.Add(fields[i], fields[i+1])
	}
	return values
}

// at returns the JSON value at a path such as "source.privacy". Numbers are float64, as encoding/json decodes them.
func (a answer) at(path string) any {
	value := a.json
	for name := range strings.SplitSeq(path, ".") {
		switch node := value.(type) {
		case map[string]any:
			value = node[name]
		case []any:
			var index int
			if _, err := fmt.Sscan(name, &index); err != nil || index >= len(node) {
				return nil
			}
			value = node[index]
		default:
			return nil
		}
	}
	return value
}

func (a answer) text(path string) string {
	text, _ := a.at(path).(string)
	return text
}

// brief returns the status and the error, if there is one.
func (a answer) brief() string { return strings.TrimSpace(fmt.Sprint(a.status, " ", a.text("error"))) }

// app is a registered app.
type app struct {
	w                          *world
	id, secret, redirect, asks string
}

func (w *world) register(redirect, scopes string) app {
	w.t.Helper()
	got := w.post("/api/v1/apps", "client_name", "Practice test", "redirect_uris", redirect, "scopes", scopes)
	require.Equal(w.t, 200, got.status, got.body)
	return app{w, got.text("client_id"), got.text("client_secret"), redirect, scopes}
}

// authorizeURL returns the authorization address. more are further parameters: names and values in turn.
func (a app) authorizeURL(more ...string) string {
	query := form("response_type", "code", "client_id", a.id, "redirect_uri", a.redirect, "scope", a.asks, "state", "state-1")
	for i := 0; i < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return a.w.URL() + "/oauth/authorize?" + query.Encode()
}

// approved lets a person authorize the app and returns the parameters of the callback.
func (a app) approved(name string, more ...string) url.Values {
	a.w.t.Helper()
	address, err := a.w.person.Approve(a.w.t.Context(), a.authorizeURL(more...), name)
	require.NoError(a.w.t, err)
	back, err := url.Parse(address)
	require.NoError(a.w.t, err)
	return back.Query()
}

// exchange exchanges a code for a token.
func (a app) exchange(code string, more ...string) answer {
	a.w.t.Helper()
	fields := []string{"grant_type", "authorization_code", "code", code, "redirect_uri", a.redirect, "client_id", a.id, "client_secret", a.secret}
	return a.w.post("/oauth/token", append(fields, more...)...)
}

// grant requests a token with another grant type.
func (a app) grant(kind string, more ...string) answer {
	a.w.t.Helper()
	return a.w.post("/oauth/token", append([]string{"grant_type", kind, "client_id", a.id, "client_secret", a.secret}, more...)...)
}

// logIn logs a person in and returns the token.
func (a app) logIn(name string) string {
	a.w.t.Helper()
	got := a.exchange(a.approved(name).Get("code"))
	require.Equal(a.w.t, 200, got.status, got.body)
	return got.text("access_token")
}

// own returns a token of the app itself.
func (a app) own() string {
	a.w.t.Helper()
	got := a.grant("client_credentials", "scope", a.asks)
	require.Equal(a.w.t, 200, got.status, got.body)
	return got.text("access_token")
}
