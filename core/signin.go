package core

// BeginSignInOptions are the options of [BeginSignIn].
type BeginSignInOptions struct {
	// Server is the server as the person typed it.
	Server string `json:"server"`
	// ClientName is the app's name on the server's authorization page: 1 to 60 characters.
	ClientName string `json:"clientName"`
	// RedirectURI is the page that the person comes back to.
	RedirectURI string `json:"redirectUri"`
	// Scopes are the scopes to ask for. Default: read. read:accounts is added if they do not allow the app to read who signed
	// in.
	Scopes []string `json:"scopes,omitempty"`
	// Website is the address of the app's home page.
	Website string `json:"website,omitempty"`
	// ForceLogin always shows the authorization page. Default: only if an account of that server already has a session here.
	ForceLogin *bool `json:"forceLogin,omitempty"`
	// Lang is the language of the authorization page: a tag of BCP 47, such as pt-BR or navigator.language. What is no tag is
	// left out.
	Lang string `json:"lang,omitempty"`
	// ReturnTo is the page to go to after the sign-in.
	ReturnTo string `json:"returnTo,omitempty"`
	// State is any text that the page wants back after the sign-in. It stays in this browser.
	State string `json:"state,omitempty"`
	// Remember says whether to keep the session, in a word of the host's own. CompleteSignIn does not read it. It stays in this
	// browser.
	Remember string `json:"remember,omitempty"`
	// Popup says that the server's page is shown in a popup. The state then begins with mastoauth-popup-, so that the page that the
	// person comes back to knows that it is in one.
	Popup bool `json:"popup,omitempty"`
	// Session is the id of a session that needs more scopes. The same account must sign in.
	Session string `json:"session,omitempty"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 8,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// SignInStart is the address to send the person to.
type SignInStart struct {
	URL    string `json:"url"`
	State  string `json:"state"`
	Server Server `json:"server"`
	// Scopes are the scopes that the server is asked for. Where it does not know one of those in the options, this is the least
	// that does its work.
	Scopes []string `json:"scopes"`
}

// BeginSignIn finds the server that the person typed, registers the app there if needed, and returns the address of the
// authorization page. CompleteSignIn finishes the sign-in.
func BeginSignIn(ctx Context, host Host, options BeginSignInOptions) (SignInStart, error) {
	if checksHost && host.check(ctx) != nil {
		return SignInStart{}, during("beginSignIn", host.check(ctx))
	}
	start, err := beginSignIn(ctx, host, options)
	return start, during(opBeginSignIn, err)
}

func beginSignIn(ctx Context, host Host, o BeginSignInOptions) (SignInStart, error) {
	host, err := host.within(o.RequestTimeoutMs)
	if err != nil {
		return SignInStart{}, err
	}
	if len(o.ReturnTo)+len(o.State) > keptBytes {
		return SignInStart{}, illegal(CodeOptionInvalid, "returnTo", "is too long, or the state is.")
	}
	o.Scopes = withAccountScope(o.Scopes)
	server, client, err := openServer(ctx, host, o.Server, CreateAppOptions{
		ClientName: o.ClientName, Scopes: o.Scopes, RedirectURIs: []string{o.RedirectURI}, Website: o.Website, RequestTimeoutMs: o.RequestTimeoutMs,
	})
	if err != nil {
		return SignInStart{}, err
	}
	registered := splitScopes(client.Credentials().AppScopes)
	if err := host.checkScopeGain(ctx, o, registered, server); err != nil {
		return SignInStart{}, err
	}
	force := o.ForceLogin != nil && *o.ForceLogin
	if o.ForceLogin == nil && o.Session == "" {
		// An account of that server already has a session here. Without the authorization page, the server would return the
		// same account at once. Pleroma would also send a token instead of a code, even after a sign-out that it did not
		// notice.
		list, err := Sessions(ctx, host, SessionsOptions{Server: server.BaseURL})
		force = err == nil && len(list.Sessions) > 0 || isPleroma(server.Software)
	}
	state, err := newState(host.Crypto)
	if err != nil {
		return SignInStart{}, err
	}
	prefix := ownState
	if o.Popup {
		prefix = popupState
	}
	request, err := client.authRequest(ctx, AuthRequestURLOptions{
		RedirectURI: o.RedirectURI, Scopes: registered, ForceLogin: force, Lang: o.Lang, State: prefix + state,
	}, signInDetails{returnTo: o.ReturnTo, appState: o.State, remember: o.Remember, domain: server.Domain, account: o.Session})
	return SignInStart{URL: request.URL, State: request.State, Server: server, Scopes: registered}, err
}

// withAccountScope adds the scope that is needed to ask the server who signed in.
func withAccountScope(scopes []string) []string {
	asked := splitScopes(scopes...)
	switch {
	case len(asked) == 0:
		return []string{"read"}
	case contains(asked, "profile") || covers(asked, "read:accounts"):
		return asked
	}
	return append(asked, "read:accounts")
}

// checkScopeGain refuses a sign-in for more scopes if the server supports none of the missing ones (old servers have no
// profile) but registered the app with scopes that are already granted. The person would be sent to the server again and again.
func (h Host) checkScopeGain(ctx Context, o BeginSignInOptions, registered []string, server Server) error {
	if o.Session == "" {
		return nil
	}
	record, err := h.Storage.Get(ctx, sessionPrefix+o.Session)
	if err != nil || record == nil {
		return nil // this is an ordinary sign-in
	}
	granted := splitScopes(record.Text("scope"))
	missing := missingScopes(granted, o.Scopes)
	if len(missing) == 0 || len(missingScopes(granted, registered)) > 0 {
		return nil
	}
	return &Error{
		Kind: ErrAPI, Code: CodeInvalidScope, Message: hostOf(server.BaseURL) + " does not know these scopes: " + join(missing, ", ") + ".",
		Hint: "It may be too old for them.",
	}
}

// openServer finds the server that the person typed, registers the app there if needed, and returns a client for that app.
func openServer(ctx Context, host Host, typed string, app CreateAppOptions) (Server, *Client, error) {
	app.APIBaseURL = "localhost" // a placeholder until the server is known: all other options are checked before the first request
	checked := app
	if _, _, err := registration(host, &checked); err != nil {
		if hasCode(err, CodeRedirectURIInvalid) {
			err = checkRedirectURI(host.URLs, "redirectUri", app.RedirectURIs[0]) // with the caller's own name of it
		}
		return Server{}, nil, err
	}
	if err := msOption("requestTimeoutMs", &app.RequestTimeoutMs, 8_000); err != nil {
		return Server{}, nil, err
	}
	found := "" // the server that was there some minutes ago, and no longer answers
	for maxAge := float64(serverLifetime); ; maxAge = 0 {
		server, known, err := findServer(ctx, host, FindServerOptions{Server: typed, RequestTimeoutMs: app.RequestTimeoutMs, MaxAgeMs: maxAge})
		if found != "" && hasCode(err, CodeServerNotFound, CodeServerUnreadable) {
			explainDown(AsError(err), found)
		}
		if err != nil {
			return Server{}, nil, err
		}
		client, err := registeredClient(ctx, host, server, app)
		if err == nil || !known || !mayBeGone(err) {
			return server, client, err
		}
		// The cached result may be out of date. A new search finds the server's new address, or its error says what is wrong.
		found = hostOf(server.BaseURL)
	}
}

// registeredClient returns a client for the app, as it is registered with the server.
func registeredClient(ctx Context, host Host, server Server, app CreateAppOptions) (*Client, error) {
	app.APIBaseURL = server.BaseURL
	if server.Software == "pixelfed" {
		app.Scopes = coarserScopes(app.Scopes) // it registers specific scopes, but refuses them on a page with no way back
	}
	var err error
	if app.Scopes, err = fittingScopes(host.URLs, app.APIBaseURL, app.RedirectURIs[0], app.Scopes); err != nil {
		return nil, err
	}
	credentials, err := registeredApp(ctx, host, app, server)
	if err != nil {
		return nil, err
	}
	credentials.software = first(server.Software, unknownSoftware)
	return newClient(ctx, host, Options{Restore: &credentials})
}

// mayBeGone reports whether an error may mean that the server no longer exists.
func mayBeGone(err error) bool {
	return AsError(err).Kind.within(ErrServer) || hasCode(err, CodeNetwork, CodeTimeout, CodeNotFound, CodeAnswerHTML, CodeAnswerEmpty, CodeAnswerBroken)
}
