package core

import "strings"

// CompleteSignInOptions are the options of [CompleteSignIn].
type CompleteSignInOptions struct {
	// URL is the whole callback address: the one that the person came back to.
	URL string `json:"url"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 30,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// SignIn is a completed sign-in.
type SignIn struct {
	Session Session `json:"session"`
	// Replayed is whether this address had already been completed, by a reload or in another tab.
	Replayed bool `json:"replayed"`
	// ReturnTo and State are those given to BeginSignIn.
	ReturnTo string `json:"returnTo"`
	State    string `json:"state"`
}

// CompleteSignIn finishes what BeginSignIn started. It exchanges the code, asks the server who signed in, and stores the
// session. It may be called with the same address any number of times; later calls find the session of the first. If the
// account already has a session, the new login replaces it, and the old token is revoked unless it is the same one.
//
// Error codes: those of HandleCallback, and account_mismatch (the session was to get more scopes, but another account signed
// in).
func CompleteSignIn(ctx Context, host Host, options CompleteSignInOptions) (SignIn, error) {
	if checksHost && host.check(ctx) != nil {
		return SignIn{}, during("completeSignIn", host.check(ctx))
	}
	answer, err := readCallback(host.URLs, options.URL)
	if err != nil {
		return SignIn{}, during(opCompleteSignIn, err)
	}
	if host, err = host.within(options.RequestTimeoutMs); err != nil {
		return SignIn{}, during(opCompleteSignIn, err)
	}
	var done SignIn
	// If two tabs have the same address, the second waits and finds the session of the first.
	err = host.locked(ctx, callbackLock(answer.state), func(ctx Context) error {
		done, err = completeSignIn(ctx, host, options.URL)
		return err
	})
	return done, during(opCompleteSignIn, err)
}

func completeSignIn(ctx Context, host Host, address string) (SignIn, error) {
	login, code, err := host.matchCallback(ctx, address)
	if session, ok := host.completedSession(ctx, login, err); ok {
		return SignIn{Session: session, Replayed: true}, nil
	}
	if err != nil {
		return SignIn{}, err
	}
	session, err := host.createSession(ctx, &login, code)
	if known, ok := err.(*Error); ok && known.Status == 400 {
		// Another tab may have completed it, but this tab may not see the stored result yet.
		for range 10 {
			again, _, err := host.matchCallback(ctx, address)
			if session, ok := host.completedSession(ctx, again, err); ok {
				return SignIn{Session: session, Replayed: true}, nil
			}
			if !sleep(ctx, 100) {
				break
			}
		}
	}
	if mayContinue(err) && !login.used {
		return SignIn{}, err // it can be tried again, with the code or with the token from the first try
	}
	if login.credentials.AccessToken == "" && isAnswer(err) {
		return SignIn{}, err // the server refused the code: it gives another one if the person goes back and authorizes the app again
	}
	// If a session has the token by now, the token stays.
	switch {
	case hasCode(err, CodeAborted):
		go host.endToken(unending(ctx), &login.credentials, pendingPrefix+login.state) // in the background, so that the person does not wait
	case err != nil:
		host.endToken(ctx, &login.credentials, pendingPrefix+login.state)
	}
	login.used, login.details.session = true, session.ID
	// Without this record, a second tab would know that the login was completed, but not which session it made.
	if full := host.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record()); full != nil {
		_ = host.Storage.Delete(unending(ctx), pendingPrefix+login.state) // the old record has the token, which may be replaced by now
	}
	return SignIn{Session: session, ReturnTo: login.details.returnTo, State: login.details.appState}, err
}

// mayContinue reports whether a failed login can be continued. An aborted login cannot.
func mayContinue(err error) bool { return mayRetry(err) && !hasCode(err, CodeAborted) }

// isAnswer reports whether an error is the server's answer.
func isAnswer(err error) bool {
	known, ok := err.(*Error)
	return ok && known.Status >= 400
}

// completedSession returns the session of a login that was completed before. err is the error of matchCallback.
func (h Host) completedSession(ctx Context, login pendingLogin, err error) (session Session, ok bool) {
	if hasCode(err, CodeStateUsed) && login.details.session != "" {
		session, ok, _ = h.loadSession(ctx, login.details.session)
	}
	return session, ok
}

// createSession exchanges the code and makes a session. Other tabs are locked out, so the pending login is kept until all is
// done. If the page closes halfway, the sign-in continues when the page is loaded again.
func (h Host) createSession(ctx Context, login *pendingLogin, code string) (Session, error) {
	client, err := newClient(ctx, h, Options{Restore: &login.credentials, RatelimitMethod: RatelimitThrow})
	if err != nil {
		return Session{}, err
	}
	if hidesSecrets {
		client.remember(code, login.verifier, login.state) // they may be of an earlier try, whose token is stored
	}
	var failed error
	if login.credentials.AccessToken == "" {
		unspent := *login
		unspent.state = ""
		err := h.locked(ctx, revocationLock(&login.credentials), func(ctx Context) error {
			if _, err := client.exchange(ctx, unspent, code, ""); err != nil {
				return err
			}
			login.credentials = client.Credentials()
			// If this fails, there is no other try: nothing would have the token.
			failed = h.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record())
			return nil
		})
		if err != nil {
			return Session{}, err
		}
	}
	account, err := client.fetchAsUser(ctx, call{op: opCompleteSignIn, method: "GET", path: "/api/v1/accounts/verify_credentials"})
	if now := client.Credentials(); now.AccessToken != login.credentials.AccessToken { // it was renewed already
		login.credentials = now
		failed = h.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record())
	}
	if mayContinue(err) {
		login.used = failed != nil
		return Session{}, err
	}
	if health := healthOf(err).Health; health == HealthUnconfirmed || health == HealthPending {
		AsError(err).Code = CodeAccountPending
	}
	session := Session{}
	if err == nil {
		session, err = sessionOf(h.URLs, account, client.Credentials(), login.details.domain)
	}
	if err == nil && login.details.account != "" && login.details.account != session.ID {
		err = loginError(CodeAccountMismatch, "the person came back with another account than the one that is signed in here.")
	}
	if err == nil {
		err = h.replaceSession(ctx, session, login.credentials)
	}
	if err == nil {
		h.cancelSignUp(ctx, session)
		return session, nil
	}
	return Session{}, err
}

// sessionOf makes a session from a server's account. The account's fields are not trusted: they may contain a name on another
// server, or a script as an address. The handle always ends with the server's own domain.
func sessionOf(urls URLs, account Document, credentials Credentials, domain string) (Session, error) {
	id, name := account.Text("id"), handleName(account.Text("username"))
	if anyLonger(wordBytes, account, "id username") {
		return Session{}, tooLarge(hostOf(credentials.APIBaseURL), 200)
	}
	if !isWord(id) || anyOf(id, "#") || name == "" { // the id stands in storage keys, in a list, and after a # in that of the session
		return Session{}, unexpectedResponse(hostOf(credentials.APIBaseURL), 200)
	}
	return Session{
		ID: credentials.APIBaseURL + "#" + id, Server: credentials.APIBaseURL, Scopes: splitScopes(credentials.Scope),
		Account: SessionAccount{
			ID: id, Username: name, Handle: shortened(name) + "@" + first(domain, hostOf(credentials.APIBaseURL)),
			DisplayName: first(nameText(account.Text("display_name")), shortened(name)),
			Avatar:      webAddress(urls, credentials.APIBaseURL, account.Text("avatar")), URL: webAddress(urls, credentials.APIBaseURL, account.Text("url")),
		},
	}, nil
}

// webAddress returns an address that a server names if it is a web page or a picture that the server may lead to, and "" otherwise, also
// if it is too long.
func webAddress(urls URLs, base, address string) string {
	if len(address) > addressBytes || !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") || leadsInside(urls, base, address) {
		return ""
	}
	return address
}

// replaceSession stores the session and revokes the token that it had before, unless it is the same token. If the store fails, the
// earlier session stays.
func (h Host) replaceSession(ctx Context, session Session, login Credentials) error {
	key := sessionPrefix + session.ID
	return h.locked(ctx, loginLock(session.Server, key), func(ctx Context) error {
		record, err := h.Storage.Get(ctx, key)
		if hasCode(err, CodeStorageCorrupt) {
			record, err = nil, nil // nobody can read the token of that one
		}
		if err != nil {
			return err
		}
		err = h.saveSession(ctx, session, login)
		if hasCode(err, CodeLockLost) {
			return err // it is tried again, with the same token
		}
		if now, unread := h.Storage.Get(ctx, key); unread == nil && (now == nil || record != nil && now.Text("access_token") != record.Text("access_token")) {
			h.endStored(ctx, record, session.Server, "")
		}
		return err
	})
}
