package weblogin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Options are the options of [New]. URL and Name are required.
type Options struct {
	// URL is the address at which the handler is mounted, as browsers see it: "https://example.org/login/". It ends with a slash. Plain
	// http is for this machine only.
	URL string
	// Name is the site's name, which servers and the pages show: 1 to 60 characters.
	Name string
	// Store keeps registrations, logins and cookies. Default: native.NewMemStore(), for one process and until it ends.
	Store Store
	// Scopes are what every sign-in asks for. Default: profile, which lets the site see who signed in, and nothing else.
	Scopes []string
	// MoreScopes are those that StepUp may ask for later.
	MoreScopes []string
	// User is called whenever somebody has signed in. It returns the site's own user, by a text that From hands to the site's pages. The
	// client acts for the account. An error ends the sign-in, and the token is revoked; a Refusal is shown to the person.
	// Default: the id of the account, which names its server too.
	User func(ctx context.Context, account core.Session, client *core.Client) (user string, err error)
	// Servers are suggested while the person types.
	Servers []string
	// Home is the path to go to after a sign-in that no page of the site asked for. Default: /.
	Home string
	// SessionLifetime is for how long a browser stays signed in, from the beginning of the sign-in. Then the tokens are revoked.
	// Default: 30 days.
	SessionLifetime time.Duration
	// MostWaiting is how many browsers may be on their way to a server and back. Beyond, those that left first are forgotten.
	// Default: 10,000.
	MostWaiting int
	// PerVisitor and PerAddress are how many sign-ins one visitor and one network address may begin or complete in a minute, in each
	// process. The answer to more is 429. Defaults: 10 and 60. A negative number is no limit.
	PerVisitor, PerAddress int
	// ClientAddress returns the network address that a request comes from. Default: that of the connection. Behind a proxy, see
	// ForwardedFor.
	ClientAddress func(*http.Request) netip.Addr
	// Transport asks the servers, instead of connections that only reach the internet (port 443). Who gives one guards it.
	Transport http.RoundTripper
	// Lab also lets people name servers on this machine and in its network. For practice servers only.
	Lab bool
	// Render writes the pages, instead of this package. The headers are set already.
	Render func(http.ResponseWriter, *http.Request, Page)
	// Log is told what fails, without secrets. Default: slog.Default().
	Log *slog.Logger
}

// Refusal is an error of Options.User that is shown to the person.
type Refusal string

func (r Refusal) Error() string { return string(r) }

func (o *Options) setDefaults() {
	if o.Store == nil {
		o.Store = native.NewMemStore()
	}
	if len(o.Scopes) == 0 {
		o.Scopes = []string{"profile"}
	}
	if o.Home == "" {
		o.Home = "/"
	}
	if o.SessionLifetime == 0 {
		o.SessionLifetime = 30 * 24 * time.Hour
	}
	if o.MostWaiting == 0 {
		o.MostWaiting = 10_000
	}
	if o.PerVisitor == 0 {
		o.PerVisitor = 10
	}
	if o.PerAddress == 0 {
		o.PerAddress = 60
	}
	if o.ClientAddress == nil {
		o.ClientAddress = connectionAddress
	}
	if o.Transport == nil {
		o.Transport = newRoundTripper(o.Lab)
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
}

// check returns the address of the handler, or what is wrong with the options.
func (o *Options) check() (core.URL, error) {
	base, ok := native.URLs{}.Parse(o.URL)
	exact, err := url.Parse(o.URL) // without the repairs that browsers make
	switch {
	case !ok || err != nil || exact.Host == "" || strings.Contains(exact.Path, "//") || base.Query != "" || base.Fragment != "" || base.Userinfo || !strings.HasSuffix(base.Path, "/") || base.Scheme != "https" && base.Scheme != "http":
		return base, fmt.Errorf("weblogin: Options.URL is %q: give the whole address of the handler, such as https://example.org/login/", o.URL)
	case base.Scheme == "http" && !isThisMachine(base.Host):
		return base, fmt.Errorf("weblogin: Options.URL is %q: a site for others needs https, and http is for localhost only", o.URL)
	case strings.TrimSpace(o.Name) == "" || len([]rune(o.Name)) > 60:
		return base, errors.New("weblogin: Options.Name: give the site a name of 1 to 60 characters; people see it when they sign in")
	case o.SessionLifetime < time.Minute:
		return base, errors.New("weblogin: Options.SessionLifetime must be a minute or longer")
	case o.MostWaiting < 0:
		return base, errors.New("weblogin: Options.MostWaiting must be 1 or more; 0 is the default")
	case reflect.ValueOf(o.Store).Kind() == reflect.Pointer && reflect.ValueOf(o.Store).IsNil():
		return base, fmt.Errorf("weblogin: Options.Store is a nil %T: look at the error that came with it", o.Store)
	}
	return base, nil
}

// isThisMachine reports whether a browser takes the host for its own machine.
func isThisMachine(host string) bool {
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && address.IsLoopback()
}

// allScopes returns the scopes of a sign-in with these in addition.
func (o *Options) allScopes(more []string) []string {
	all := slices.Clone(o.Scopes)
	for _, scope := range o.MoreScopes { // in this order, so that each choice has one registration
		if slices.Contains(more, scope) && !slices.Contains(all, scope) {
			all = append(all, scope)
		}
	}
	return all
}
