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
	answer, err := readCallback(host.URLs, options.URL)
	if err != nil {
		return SignIn{}, during("signIn", err)
	}
	if host, err = host.within(options.RequestTimeoutMs); err != nil {
		return SignIn{}, during("signIn", err)
	}
	var done SignIn
	// If two tabs have the same address, the second waits and finds the session of the first.
	err = host.locked(ctx, "mastoauth:callback:"+answer.state, func(ctx Context) error {
		done, err = completeSignIn(ctx, host, options.URL)
		return err
	})
	return done, during("signIn", err)
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
	if mayContinue(err) {
		return SignIn{}, err // it can be tried again, with the code or with the token from the first try
	}
	login.used, login.details.session = true, session.ID
	// Without this record, a second tab would know that the login was completed, but not which session it made.
	if full := host.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record()); full != nil {
		_ = host.Storage.Delete(unending(ctx), pendingPrefix+login.state) // the old record has the token, which may be replaced by now
	}
	return SignIn{Session: session, ReturnTo: login.details.returnTo, State: login.details.appState}, err
}

// mayContinue reports whether a failed login can be continued. An aborted login cannot.
func mayContinue(err error) bool { return mayRetry(err) && !hasCode(err, "aborted") }

// completedSession returns the session of a login that was completed before. err is the error of matchCallback.
func (h Host) completedSession(ctx Context, login pendingLogin, err error) (session Session, ok bool) {
	if hasCode(err, "state_used") && login.details.session != "" {
		session, ok, _ = h.loadSession(ctx, login.details.session)
	}
	return session, ok
}

// createSession exchanges the code and makes a session. Other tabs are locked out, so the pending login is kept until all is
// done. If the page closes halfway, the sign-in continues when the page is loaded again.
func (h Host) createSession(ctx Context, login *pendingLogin, code string) (Session, error) {
	own := pendingPrefix + login.state
	client, err := newClient(ctx, h, Options{Restore: &login.credentials, RatelimitMethod: RatelimitThrow})
	if err != nil {
		return Session{}, err
	}
	if login.credentials.AccessToken == "" {
		unspent := *login
		unspent.state = ""
		if _, err := client.exchange(ctx, unspent, code, ""); err != nil {
			return Session{}, err
		}
		login.credentials = client.Credentials()
		_ = h.Storage.Set(unending(ctx), own, login.record()) // if this fails, only another try is affected
	}
	account, err := client.fetchAsUser(ctx, call{op: "signIn", method: "GET", path: "/api/v1/accounts/verify_credentials"})
	if mayContinue(err) {
		return Session{}, err
	}
	if health := healthOf(err).Health; health == HealthUnconfirmed || health == HealthPending {
		AsError(err).Code = "account_pending"
	}
	session := Session{}
	if err == nil {
		session, err = sessionOf(account, client.Credentials(), login.details.domain)
	}
	if err == nil && login.details.account != "" && login.details.account != session.ID {
		err = loginError("account_mismatch", "the person came back with another account than the one that is signed in here.")
	}
	if err != nil {
		if hasCode(err, "aborted") {
			go revokeUnused(unending(ctx), client, own) // in the background, so that the person does not wait
		} else {
			revokeUnused(ctx, client, own)
		}
		return Session{}, err
	}
	err = replaceSession(ctx, h, session, client, own)
	if err == nil {
		h.cancelSignUp(ctx, session)
	}
	return session, err
}

// revokeUnused revokes the token of a login that is not needed, unless another login has the same token.
func revokeUnused(ctx Context, client *Client, own string) {
	if !client.host.holdsToken(ctx, client.Credentials().AccessToken, false, own) {
		_, _ = client.revoke(ctx) // the error that ended the login is more important
	}
}

// sessionOf makes a session from a server's account. The account's fields are not trusted: they may contain a name on another
// server, or a script as an address. The handle always ends with the server's own domain.
func sessionOf(account Document, credentials Credentials, domain string) (Session, error) {
	id, name := account.Text("id"), account.Text("username")
	if id == "" || name == "" || anyOf(id, "# \t\r\n") || anyOf(name, "@ \t\r\n") {
		return Session{}, unexpectedResponse(hostOf(credentials.APIBaseURL), 200)
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

// webAddress returns the address if it is a web page or a picture, and "" otherwise.
func webAddress(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

// replaceSession stores the session and revokes the token that it had before, unless it is the same token or another login has
// it. If the store fails, it revokes the new token instead, and the earlier session stays. own is the key of the pending login.
func replaceSession(ctx Context, host Host, session Session, after *Client, own string) error {
	return host.locked(ctx, loginLock(session.Server, sessionPrefix+session.ID), func(ctx Context) error {
		return replaceSessionNow(ctx, host, session, after, own)
	})
}

func replaceSessionNow(ctx Context, host Host, session Session, after *Client, own string) error {
	key := sessionPrefix + session.ID
	// The client is nil if the old record is damaged. The short time limit keeps a slow server from delaying the person.
	before, _ := newClient(ctx, host, Options{AccessTokenKey: key, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: 8_000})
	failed := host.saveSession(ctx, session, after.Credentials())
	if hasCode(failed, "lock_lost") {
		return failed // it is tried again, with the same token
	}
	if failed != nil {
		host.dropUnlisted(ctx, session.ID)
	}
	kept, err := newClient(ctx, host, Options{AccessTokenKey: key})
	if err != nil {
		return failed
	}
	for _, client := range []*Client{before, after} {
		if client == nil {
			continue
		}
		// RevokeAccessToken would delete the new login, which has the same storage key.
		now := client.Credentials()
		if now.AccessToken != "" && now.AccessToken != kept.Credentials().AccessToken && !host.holdsToken(ctx, now.AccessToken, false, own) {
			client.revokeAt(ctx, now.AccessToken, Fields{{"client_id", now.ClientID}, {"client_secret", now.ClientSecret}, {"token", now.AccessToken}})
		}
	}
	return failed
}
