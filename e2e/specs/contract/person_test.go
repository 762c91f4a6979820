package contract

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// person is somebody with a browser: it keeps cookies, follows redirects within the server and fills in forms.
type person struct {
	server *server
	http   *http.Client
}

// somebody is not signed in yet.
func (s *server) somebody(t *testing.T) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &person{s, &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: program.CheckRedirect}}
}

func (s *server) alice(t *testing.T) *person { return s.signedIn(t, "alice") }
func (s *server) bob(t *testing.T) *person   { return s.signedIn(t, "bob") }

func (s *server) signedIn(t *testing.T, name string) *person {
	t.Helper()
	who := s.somebody(t)
	page := who.open(t, s.url+"/auth/sign_in").signIn(t, name, "practice-"+name)
	require.Nil(t, page.passwordForm(), "%s cannot sign in:\n%s", name, page.body)
	return who
}

// page is where the browser came to rest. Location is set if that is another place than the server: an app.
type page struct {
	who      *person
	address  *url.URL
	status   int
	header   http.Header
	body     string
	root     *html.Node
	location string
}

func (p *person) open(t *testing.T, address string) page {
	t.Helper()
	return p.send(t, "GET", address, nil)
}

func (p *person) send(t *testing.T, method, address string, fields url.Values) page {
	t.Helper()
	for range 10 {
		request, err := http.NewRequest(method, address, strings.NewReader(fields.Encode()))
		require.NoError(t, err)
		request.Header.Set("Accept", "text/html")
		if method != "GET" {
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		response, err := p.http.Do(request)
		require.NoError(t, err)
		content, err := io.ReadAll(response.Body)
		response.Body.Close()
		require.NoError(t, err)
		here := page{who: p, address: request.URL, status: response.StatusCode, header: response.Header, body: string(content)}
		target := response.Header.Get("Location")
		if target == "" {
			here.root, err = html.Parse(strings.NewReader(here.body))
			require.NoError(t, err)
			return here
		}
		next, err := request.URL.Parse(target)
		require.NoError(t, err)
		if next.Scheme+"://"+next.Host != p.server.url {
			here.location = target
			return here
		}
		method, address, fields = "GET", next.String(), nil
	}
	require.FailNow(t, "the server redirects in circles", address)
	return page{}
}

// callback is the query that the app got.
func (p page) callback(t *testing.T) url.Values {
	t.Helper()
	require.NotEmpty(t, p.location, "the server did not send the person back, but showed status %d:\n%s", p.status, p.body)
	address, err := url.Parse(p.location)
	require.NoError(t, err)
	query, err := url.ParseQuery(address.RawQuery)
	require.NoError(t, err)
	return query
}

// signIn fills in the form that asks for a password.
func (p page) signIn(t *testing.T, name, password string) page {
	t.Helper()
	form := p.passwordForm()
	require.NotNil(t, form, "there is no form to sign in at %s:\n%s", p.address, p.body)
	return p.who.send(t, "POST", form.action(p.address), form.typed(name+"@practice.example", password))
}

// press presses the button with this label.
func (p page) press(t *testing.T, label string) page {
	t.Helper()
	for _, form := range p.forms() {
		for _, button := range append(form.inputs("button"), form.inputs("input")...) {
			if !isButton(button) || buttonLabel(button) != label {
				continue
			}
			fields := form.fields()
			if name := attribute(button, "name"); name != "" {
				fields.Set(name, attribute(button, "value"))
			}
			return p.who.send(t, "POST", form.action(p.address), fields)
		}
	}
	require.FailNow(t, "there is no button “"+label+"”", "at %s, status %d:\n%s", p.address, p.status, p.body)
	return page{}
}

// kind tells what a person sees.
func (p page) kind() string {
	switch {
	case p.location != "":
		return "redirect"
	case p.passwordForm() != nil:
		return "sign-in"
	case p.address.Path == "/oauth/authorize/native":
		return "code"
	}
	for _, form := range p.forms() {
		if form.fields().Get("client_id") != "" {
			return "consent"
		}
	}
	return "error page"
}
