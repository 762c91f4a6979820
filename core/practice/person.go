package practice

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// Person plays people with browsers, one browser for each name. They keep cookies, sign in, and press buttons on the server's
// own pages. Their passwords are those of the practice accounts: "practice-alice" for alice@practice.example.
type Person struct {
	transport http.RoundTripper

	mu   sync.Mutex
	jars map[string]*cookiejar.Jar
}

// NewPerson returns people who reach a server through transport, or through the network if it is nil. The server may be any
// whose pages are those of Doorkeeper.
func NewPerson(transport http.RoundTripper) *Person {
	return &Person{transport: transport, jars: map[string]*cookiejar.Jar{}}
}

// Person returns people who use this server, without a socket.
func (s *Server) Person() *Person { return NewPerson(s.RoundTripper()) }

// Approve opens the authorization address, signs the person in if needed, and authorizes the app. It returns the address that
// the browser is redirected to: the app's callback address, or the page that shows the code. If only the page's text has the
// code, it is added to the address.
func (p *Person) Approve(ctx context.Context, authorizeURL, name string) (callbackURL string, err error) {
	return p.decide(ctx, authorizeURL, name, false)
}

// Deny is like Approve, but the person refuses.
func (p *Person) Deny(ctx context.Context, authorizeURL, name string) (callbackURL string, err error) {
	return p.decide(ctx, authorizeURL, name, true)
}

// maxPages is more than any login needs.
const maxPages = 12

// decide goes from page to page until a redirect leaves the server, or a page shows the code.
func (p *Person) decide(ctx context.Context, authorizeURL, name string, denies bool) (string, error) {
	chosen := func(form webForm) bool {
		return form.fields.Has("client_id") && (form.fields.Get("_method") == "delete") == denies
	}
	start, err := url.Parse(authorizeURL)
	if err != nil {
		return "", fmt.Errorf("%s cannot open this address: %w", name, err)
	}
	browser := p.browser(name)
	next := visit{"GET", start, nil}
	signedIn := false
	for range maxPages {
		page, err := next.make(ctx, browser)
		if err != nil {
			return "", err
		}
		if page.location != nil {
			if page.location.Scheme != start.Scheme || page.location.Host != start.Host {
				if denies && page.location.Query().Has("code") {
					return "", fmt.Errorf("%s was not asked: the app has its code", name)
				}
				return page.location.String(), nil
			}
			next = visit{"GET", page.location, nil}
			continue
		}
		if link := page.link("deny"); link != nil && denies {
			return link.String(), nil
		}
		if code := page.code(); code != "" {
			shown := *page.address
			if !shown.Query().Has("code") {
				shown.RawQuery = url.Values{"code": {code}}.Encode()
			}
			return shown.String(), nil
		}
		if onward := page.twoFactorStep(name); onward != nil {
			next = *onward
		} else if form := page.find(webForm.asksPassword); form != nil {
			if signedIn {
				return "", fmt.Errorf("%s cannot sign in: the server does not take the password", name)
			}
			if denies && strings.HasPrefix(form.action.Path, start.Path[:strings.LastIndex(start.Path, "/")+1]) {
				return "", fmt.Errorf("%s cannot refuse: to sign in is to agree", name)
			}
			form.fillIn(name+"@practice.example", "practice-"+name)
			next, signedIn = visit{"POST", form.action, form.fields}, true
		} else if form := page.find(chosen); form != nil {
			next = visit{"POST", form.action, form.fields}
		} else {
			return "", fmt.Errorf("the server shows %s an error page (status %d): %s", name, page.status, page.text())
		}
	}
	return "", fmt.Errorf("%s was sent from page to page without an end", name)
}

func (p *Person) browser(name string) *http.Client {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.jars[name] == nil {
		p.jars[name], _ = cookiejar.New(nil) // it never fails without options
	}
	return &http.Client{
		Transport: p.transport, Jar: p.jars[name],
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// visit is a page to go to.
type visit struct {
	method  string
	address *url.URL
	fields  url.Values
}

func (v visit) make(ctx context.Context, browser *http.Client) (*webPage, error) {
	request, err := http.NewRequestWithContext(ctx, v.method, v.address.String(), strings.NewReader(v.fields.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "text/html")
	if v.method == "POST" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := browser.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	page := &webPage{address: v.address, status: response.StatusCode}
	if target := response.Header.Get("Location"); target != "" {
		page.location, err = v.address.Parse(target)
		return page, err
	}
	page.root, err = html.Parse(response.Body)
	return page, err
}
