package core

import (
	"strings"
)

// BeginSignInOptions are those of [BeginSignIn].
type BeginSignInOptions struct {
	// Server is whatever the person typed.
	Server string `json:"server"`
	// ClientName is what people see when they are asked to let the app in: 1 to 60 characters.
	ClientName string `json:"clientName"`
	// RedirectURI is the page that the person comes back to.
	RedirectURI string `json:"redirectUri"`
	// Scopes to ask for. Default: read.
	Scopes []string `json:"scopes,omitempty"`
	// Website is the app's own page.
	Website string `json:"website,omitempty"`
	// ForceLogin shows the server's question in any case. Default: only where an account on that server is signed in.
	ForceLogin *bool `json:"forceLogin,omitempty"`
	// Lang is the language of the server's page, by its ISO 639 code.
	Lang string `json:"lang,omitempty"`
	// ReturnTo is the page to go back to when all is done.
	ReturnTo string `json:"returnTo,omitempty"`
	// State is what the page wants to remember until then; it stays in this browser.
	State string `json:"state,omitempty"`
	// Session is the id of the session whose account has to come back, to give it more scopes.
	Session string `json:"session,omitempty"`
	// RequestTimeoutMs bounds each request, in milliseconds. Default: 8,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// SignInStart is where to send the person.
type SignInStart struct {
	URL    string `json:"url"`
	State  string `json:"state"`
	Server Server `json:"server"`
}

// BeginSignIn finds the server that the person means, makes sure that it knows the app, and returns the address of the
// page on which the person says yes. CompleteSignIn takes it from there.
func BeginSignIn(ctx Context, host Host, options BeginSignInOptions) (SignInStart, error) {
	start, err := beginSignIn(ctx, host, options)
	return start, during("signIn", err)
}

func beginSignIn(ctx Context, host Host, o BeginSignInOptions) (SignInStart, error) {
	if len(o.Scopes) == 0 {
		o.Scopes = []string{"read"}
	}
	if err := languageOption("lang", o.Lang); err != nil {
		return SignInStart{}, err
	}
	server, client, err := entered(ctx, host, o.Server, CreateAppOptions{
		ClientName: o.ClientName, Scopes: o.Scopes, RedirectURIs: []string{o.RedirectURI}, Website: o.Website, RequestTimeoutMs: o.RequestTimeoutMs,
	})
	if err != nil {
		return SignInStart{}, err
	}
	force := o.ForceLogin != nil && *o.ForceLogin
	if o.ForceLogin == nil && o.Session == "" {
		// Somebody from that server is here already: without the question, the server would just send them again.
		list, err := Sessions(ctx, host, SessionsOptions{Server: server.BaseURL})
		force = err == nil && len(list.Sessions) > 0
	}
	state, err := newState(host.Crypto)
	if err != nil {
		return SignInStart{}, err
	}
	request, err := client.authRequest(ctx, AuthRequestURLOptions{
		RedirectURI: o.RedirectURI, Scopes: splitScopes(client.Credentials().AppScopes), ForceLogin: force, Lang: o.Lang, State: ownState + state,
	}, journey{returnTo: o.ReturnTo, appState: o.State, domain: server.Domain, account: o.Session})
	return SignInStart{URL: request.URL, State: request.State, Server: server}, err
}

// entered finds the server that the person typed, makes sure that it knows the app, and returns a client of that app.
func entered(ctx Context, host Host, typed string, app CreateAppOptions) (Server, *Client, error) {
	app.APIBaseURL = "localhost" // until the server is known; everything else is checked before anything is sent
	checked := app
	if _, _, err := registration(host, &checked); err != nil {
		return Server{}, nil, err
	}
	server, err := findServer(ctx, host, FindServerOptions{Server: typed, RequestTimeoutMs: app.RequestTimeoutMs})
	if err != nil {
		return Server{}, nil, err
	}
	app.APIBaseURL = server.BaseURL
	credentials, err := registered(ctx, host, app)
	if err != nil {
		return Server{}, nil, err
	}
	client, err := New(ctx, host, Options{Restore: &credentials})
	return server, client, err
}

// CompleteSignInOptions are those of [CompleteSignIn].
type CompleteSignInOptions struct {
	// URL is the whole address that the person came back to.
	URL string `json:"url"`
}

// SignIn is a login that was completed.
type SignIn struct {
	Session Session `json:"session"`
	// Replayed is whether this very address was completed before: a reload, a second tab.
	Replayed bool `json:"replayed"`
	// ReturnTo and State are those given to BeginSignIn.
	ReturnTo string `json:"returnTo"`
	State    string `json:"state"`
}

// CompleteSignIn ends what BeginSignIn began: it exchanges the code, asks who it is, and keeps the session. The same
// address may be handed in any number of times; all but the first find the session. A login of an account that was here
// before takes the place of the old one, whose token is revoked unless it is the same.
//
// Error codes: those of HandleCallback, and account_mismatch (another account came back than the one that was to get
// more scopes).
func CompleteSignIn(ctx Context, host Host, options CompleteSignInOptions) (SignIn, error) {
	answer, err := readCallback(host.URLs, options.URL)
	if err != nil {
		return SignIn{}, during("signIn", err)
	}
	var done SignIn
	// Two tabs with the same address: the second waits and finds the session of the first.
	err = host.locked(ctx, "mastoauth:callback:"+answer.state, func(ctx Context) error {
		done, err = completeSignIn(ctx, host, options.URL)
		return err
	})
	return done, during("signIn", err)
}

func completeSignIn(ctx Context, host Host, address string) (SignIn, error) {
	login, code, err := host.arrival(ctx, address)
	if hasCode(err, "state_used") && login.journey.session != "" {
		if session, known, _ := host.loadSession(ctx, login.journey.session); known {
			return SignIn{Session: session, Replayed: true}, nil
		}
	}
	if err != nil {
		return SignIn{}, err
	}
	client, err := New(ctx, host, Options{Restore: &login.credentials})
	if err != nil {
		return SignIn{}, err
	}
	if _, err := client.exchange(ctx, login, code, ""); err != nil {
		return SignIn{}, err
	}
	account, err := client.fetchAsUser(ctx, call{op: "signIn", method: "GET", path: "/api/v1/accounts/verify_credentials"})
	if err != nil {
		return SignIn{}, err
	}
	session, err := sessionOf(account, client.Credentials(), login.journey.domain)
	if err != nil {
		client.revoke(ctx)
		return SignIn{}, err
	}
	if login.journey.account != "" && login.journey.account != session.ID {
		// The token of somebody else is not kept, unless they are signed in here with this very one.
		if kept, err := New(ctx, host, Options{AccessTokenKey: sessionPrefix + session.ID}); err != nil || kept.Credentials().AccessToken != client.Credentials().AccessToken {
			client.revoke(ctx)
		}
		return SignIn{}, loginError("account_mismatch", "another account came back than the one that is signed in here.")
	}
	if err := replaceSession(ctx, host, session, client); err != nil {
		return SignIn{}, err
	}
	login.used, login.journey.session = true, session.ID
	// Without this, a second tab with the same address knows that it was completed, and not by whom.
	_ = host.Storage.Set(ctx, pendingPrefix+login.state, login.record())
	return SignIn{Session: session, ReturnTo: login.journey.returnTo, State: login.journey.appState}, nil
}

// sessionOf makes a session of an account as its server describes it, who may say anything: a name on another server, an
// address that is a script. The handle ends with the server that answered.
func sessionOf(account Document, credentials Credentials, domain string) (Session, error) {
	id, name := account.Text("id"), account.Text("username")
	if id == "" || name == "" || anyOf(id, "# \t\r\n") || anyOf(name, "@ \t\r\n") {
		return Session{}, unexpectedAnswer(hostOf(credentials.APIBaseURL), 200)
	}
	return Session{
		ID: credentials.APIBaseURL + "#" + id, Server: credentials.APIBaseURL, Scopes: splitScopes(credentials.Scope),
		Account: SessionAccount{
			ID: id, Username: name, Handle: shortened(name) + "@" + first(domain, hostOf(credentials.APIBaseURL)),
			DisplayName: shortened(first(account.Text("display_name"), name)),
			Avatar:      webAddress(account.Text("avatar")), URL: webAddress(account.Text("url")),
		},
	}, nil
}

// webAddress returns an address that leads to a web page or a picture, and "" for any other.
func webAddress(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

// replaceSession stores the session. The token that it had before is revoked, unless the server handed out the same; if the
// store fails, that is the fate of the new one, and the session from before stays.
func replaceSession(ctx Context, host Host, session Session, after *Client) error {
	return host.locked(ctx, loginLock(session.Server, sessionPrefix+session.ID), func(ctx Context) error {
		return replaceSessionNow(ctx, host, session, after)
	})
}

func replaceSessionNow(ctx Context, host Host, session Session, after *Client) error {
	key := sessionPrefix + session.ID
	before, _ := New(ctx, host, Options{AccessTokenKey: key}) // nil, if the old record is garbage
	failed := host.saveSession(ctx, session, after.Credentials())
	if failed != nil {
		host.dropUnlisted(ctx, session.ID)
	}
	kept, err := New(ctx, host, Options{AccessTokenKey: key})
	if err != nil {
		return failed
	}
	for _, client := range []*Client{before, after} {
		if client == nil {
			continue
		}
		// Not RevokeAccessToken: that would forget the login that is kept, which has the same key.
		now := client.Credentials()
		if now.AccessToken != "" && now.AccessToken != kept.Credentials().AccessToken {
			client.revokeAt(ctx, now.AccessToken, Fields{{"client_id", now.ClientID}, {"client_secret", now.ClientSecret}, {"token", now.AccessToken}})
		}
	}
	return failed
}
