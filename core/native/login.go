package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/mastoauth/mastoauth/core"
)

// LogInOptions are the options of [LogIn]. ClientName is required, and so is Server for the first login.
type LogInOptions struct {
	// Server is the server as the person typed it: mastodon.social, @alice@example.social, the address of a profile. With a handle, only
	// a stored login of that account is returned. Default: that of the login that is stored already.
	Server string
	// ClientName is the program's name on the server's pages: 1 to 60 characters.
	ClientName string
	// Scopes are the scopes to ask for. Default: read. read:accounts is added if they do not allow the program to read who logged in.
	Scopes []string
	// Website is the address of the program's home page.
	Website string
	// Lang is the language of the server's pages: a tag of BCP 47, such as pt-BR.
	Lang string
	// ForceLogin asks the person also if a login is stored, and shows the server's page also if they have agreed before, so that they can
	// choose another account.
	ForceLogin bool
	// Host has the store of the registrations and logins. Default: a [FileStore] in os.UserConfigDir, in a folder that is named after the
	// program: mastoauth/app-my-bot. A Host that has a Transport only gets that store, too.
	Host core.Host
	// Client has options of the client that is returned, such as RatelimitMethod. The login gives it the server and the credentials.
	Client core.Options
	// Open shows an address in the person's browser. It may return at once, or when the browser ends. If it returns an error, the person
	// copies a code instead. Default: the system's browser, unless the program runs where the person cannot see it (ssh, no display).
	Open func(address string) error
	// Input is where the copied code is read from, and Output is where the person is told what to do. Default: os.Stdin and os.Stderr.
	Input  io.Reader
	Output io.Writer
	// RequestTimeoutMs limits each request, in milliseconds. Default: 8,000 to find the server, 30,000 to complete the login.
	RequestTimeoutMs float64
}

// LogIn returns a client that is logged in, for a program on the person's own computer. If a login of this program is stored that has
// the scopes, it returns that at once, without any request: a client whose calls fail with unauthorized needs ForceLogin.
//
// Otherwise it finds the server, registers the program there once, and opens the server's page in the person's browser. The browser
// comes back to a port of this computer (RFC 8252), to a page that says that it can be closed. Where no browser can be opened, it
// prints the address, and the person copies the code that the server shows.
//
// It waits until the person has decided or ctx ends. What else comes to the port meanwhile changes nothing. It may be called again
// while an earlier window is open: each answer counts for its own call only.
//
// Error codes: those of [core.BeginSignIn] and [core.CompleteSignIn], such as access_denied (the person refused); code_missing (no browser
// could be opened, and nobody typed a code); aborted and timeout (ctx has ended).
func LogIn(ctx context.Context, options LogInOptions) (*core.Client, error) {
	client, err := logIn(ctx, options)
	if err != nil {
		failure := *core.AsError(err)
		failure.Op = "LogIn"
		return nil, &failure
	}
	return client, nil
}

func logIn(ctx context.Context, o LogInOptions) (*core.Client, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	if err := o.checkClient(ctx); err != nil {
		return nil, err
	}
	request := core.BeginSignInOptions{
		Server: o.Server, ClientName: o.ClientName, Scopes: o.Scopes, Website: o.Website, Lang: o.Lang, RequestTimeoutMs: o.RequestTimeoutMs,
	}
	known, ok, err := core.SessionAt(ctx, o.Host, o.ClientName, o.Server)
	switch {
	case err != nil:
		return nil, err
	case o.ForceLogin:
		request.ForceLogin = &o.ForceLogin
	case ok && o.isEnough(ctx, known):
		return o.client(ctx, known)
	case ok:
		request.Server, request.Session = known.Server, known.ID // for more scopes
	}
	session, err := core.Session{}, errNoBrowser
	if o.Open != nil {
		session, err = o.askInBrowser(ctx, request)
	}
	if errors.Is(err, errNoBrowser) {
		session, err = o.askForCode(ctx, request)
	}
	if errors.Is(err, core.CodeInvalidScope) && request.Session != "" && core.AsError(err).Status == 0 {
		session, err = known, nil // the server knows none of the missing scopes, so the login has all that it can have
	}
	if err != nil {
		return nil, err
	}
	return o.client(ctx, session)
}

// complete fills in the defaults.
func (o *LogInOptions) complete() error {
	if o.Host.Storage == nil {
		dir, err := Folder(o.ClientName)
		if err != nil {
			return err
		}
		transport := o.Host.Transport
		o.Host = Host(NewFileStore(dir))
		if transport != nil {
			o.Host.Transport = transport
		}
	}
	if o.Open == nil {
		o.Open = systemBrowser()
	}
	if o.Input == nil {
		o.Input = os.Stdin
	}
	if o.Output == nil {
		o.Output = os.Stderr
	}
	return nil
}

// checkClient refuses options of the client that cannot be, before the person is asked for anything.
func (o LogInOptions) checkClient(ctx context.Context) error {
	c := o.Client
	for _, given := range []struct {
		name string
		is   bool
	}{
		{"APIBaseURL", c.APIBaseURL != ""}, {"ClientID", c.ClientID != ""}, {"ClientSecret", c.ClientSecret != ""}, {"AccessToken", c.AccessToken != ""},
		{"ClientCredentialKey", c.ClientCredentialKey != ""}, {"AccessTokenKey", c.AccessTokenKey != ""}, {"Restore", c.Restore != nil},
	} {
		if given.is {
			return &core.Error{
				Kind: core.ErrIllegalArgument, Code: core.CodeOptionInvalid, Message: "Client." + given.name + ": the login has its own.", Hint: "Leave it out.",
			}
		}
	}
	_, err := core.New(ctx, o.Host, c)
	return err
}

// Folder returns where [LogIn] keeps what a program with this name stores: mastoauth/app-my-bot in os.UserConfigDir. Programs whose names
// give the same one share it; their logins stay apart by their whole names.
func Folder(clientName string) (string, error) {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, strings.TrimSpace(clientName))
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Cause: err, Message: "there is no place to store the login: " + err.Error() + ".",
			Hint: "Give a Host with a store, such as native.Host(native.NewFileStore(dir)).",
		}
	}
	return filepath.Join(dir, "mastoauth", "app-"+name), nil // Windows reserves some names without a prefix, such as con
}

// isEnough reports whether a stored login has all scopes that are asked for.
func (o LogInOptions) isEnough(ctx context.Context, session core.Session) bool {
	needed := o.Scopes
	if len(needed) == 0 {
		needed = []string{"read"}
	}
	missing, err := core.MissingScopes(ctx, o.Host, core.MissingScopesOptions{Granted: session.Scopes, Needed: needed})
	return err == nil && len(missing) == 0
}

func (o LogInOptions) client(ctx context.Context, session core.Session) (*core.Client, error) {
	o.Client.AccessTokenKey = core.SessionKey(session.ID)
	return core.New(ctx, o.Host, o.Client)
}

// tell says something to the person. Where it cannot be said, the login goes on.
func (o LogInOptions) tell(format string, values ...any) {
	_, _ = fmt.Fprintf(o.Output, format, values...)
}
