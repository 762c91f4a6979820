package core

// A sign-up is pending until the person has opened the link in the confirmation e-mail and, where staff approves sign-ups, has
// been approved. The link leads back to the page without any parameters, so the login is stored until then. It often leads
// elsewhere: to another browser, or, from the e-mail to a corrected address, to the server's own login page. In a browser in which
// somebody else is signed in at the server, it confirms nothing. So the app has to ask the server now and then.

// newcomerKey is the storage key of the pending sign-up. There is only one: a new sign-up replaces it.
const newcomerKey = "mastoauth:newcomer"

// SignUpOptions are the options of [SignUp].
type SignUpOptions struct {
	// Server is the server as the person typed it.
	Server string `json:"server"`
	// ClientName is the app's name in the account's settings: 1 to 60 characters.
	ClientName string `json:"clientName"`
	// RedirectURI is the page that the link in the first confirmation e-mail leads back to.
	RedirectURI string `json:"redirectUri"`
	// Scopes are the scopes of the login. Default: read. write:accounts is added, because signing up needs it. read:accounts is
	// added if the others do not allow the app to read who signed in.
	Scopes []string `json:"scopes,omitempty"`
	// Website is the address of the app's home page.
	Website  string `json:"website,omitempty"`
	Username string `json:"username"`
	Password string `json:"password"`
	Email    string `json:"email"`
	// Agreement must be true. Set it only after the person has seen the server's rules and agreed to them.
	Agreement bool `json:"agreement"`
	// Reason is why the person wants to join. Servers whose staff approves sign-ups ask for it.
	Reason string `json:"reason,omitempty"`
	// Locale is the language of the confirmation e-mail: a tag of BCP 47, such as pt-BR or navigator.language. Default: en.
	Locale string `json:"locale,omitempty"`
	// TimeZone is the person's time zone, such as Europe/Berlin. Mastodon 4.2 and later.
	TimeZone string `json:"timeZone,omitempty"`
	// InviteCode allows the sign-up on a server where sign-ups are closed. Mastodon 4.3 and later.
	InviteCode string `json:"inviteCode,omitempty"`
	// DateOfBirth is a date in the form YYYY-MM-DD. Servers with a minimum age require it. Mastodon 4.4 and later. Like a missing
	// one, a date that cannot be read is refused with ERR_BLANK.
	DateOfBirth string `json:"dateOfBirth,omitempty"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 8,000; 30,000 for the request that creates the account.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// Newcomer is a pending sign-up: who signed up, and what the account is waiting for.
type Newcomer struct {
	// Server is the server's base URL.
	Server   string `json:"server"`
	Username string `json:"username"`
	// Handle is the full handle, without the leading @.
	Handle string `json:"handle"`
	// Email is the address that the confirmation e-mail went to, if known.
	Email string `json:"email,omitempty"`
	// Corrected is whether that is a corrected address. The link in the e-mail to it does not lead back to RedirectURI.
	Corrected bool `json:"corrected,omitempty"`
	// Health is unconfirmed (waiting for the e-mail confirmation), pending (waiting for approval), disabled or server_down.
	Health Health `json:"health"`
}

// SignUp finds the server that the person typed, registers the app there if needed, and creates the account. Once the server lets
// the person in, CompleteSignUp makes a session of it.
//
// Error codes: those of CreateAccount and of FindServer.
func SignUp(ctx Context, host Host, options SignUpOptions) (Newcomer, error) {
	if checksHost && host.check(ctx) != nil {
		return Newcomer{}, during("signUp", host.check(ctx))
	}
	newcomer, err := signUp(ctx, host, options)
	return newcomer, during("signUp", err)
}

func signUp(ctx Context, host Host, o SignUpOptions) (Newcomer, error) {
	host, err := host.within(o.RequestTimeoutMs)
	if err != nil {
		return Newcomer{}, err
	}
	account := CreateAccountOptions{
		Username: o.Username, Password: o.Password, Email: o.Email, Agreement: o.Agreement, Reason: o.Reason, Locale: o.Locale,
		TimeZone: o.TimeZone, InviteCode: o.InviteCode, DateOfBirth: o.DateOfBirth,
	}
	scopes := withAccountScope(o.Scopes)
	if !covers(scopes, "write:accounts") {
		scopes = append(scopes, "write:accounts")
	}
	server, client, err := openServer(ctx, host, o.Server, CreateAppOptions{
		ClientName: o.ClientName, Scopes: scopes, RedirectURIs: []string{o.RedirectURI}, Website: o.Website, RequestTimeoutMs: o.RequestTimeoutMs,
	})
	if err != nil {
		return Newcomer{}, err
	}
	if _, err := client.CreateAccount(ctx, account); err != nil {
		return Newcomer{}, err
	}
	domain := first(server.Domain, hostOf(server.BaseURL))
	newcomer := Newcomer{
		Server: server.BaseURL, Username: o.Username, Handle: o.Username + "@" + domain, Email: o.Email, Health: HealthUnconfirmed,
	}
	err = host.replaceNewcomer(ctx, client.Credentials(), newcomer, domain)
	if known, ok := err.(*Error); ok {
		known.Hint = "The account was created: open the link in the e-mail, and sign in once the server lets you in. " + known.Hint
	}
	return newcomer, err
}

// CompleteSignUpOptions are the options of [CompleteSignUp].
type CompleteSignUpOptions struct {
	// Forget cancels the pending sign-up on this host, and asks the server to revoke its token. The account on the server stays
	// as it is.
	Forget bool `json:"forget,omitempty"`
	// Resend sends the confirmation e-mail again, if the address is not confirmed yet.
	Resend bool `json:"resend,omitempty"`
	// Email is a corrected address for Resend. Default: the one that the e-mail went to before. The link in the e-mail to a
	// corrected address confirms it, and does not lead back to the app.
	Email string `json:"email,omitempty"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 8,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// SignUpProgress is the state of a sign-up: a session if it is complete, a newcomer if it is pending, or neither if there is
// none.
type SignUpProgress struct {
	Session  *Session  `json:"session,omitempty"`
	Newcomer *Newcomer `json:"newcomer,omitempty"`
}

// CompleteSignUp asks the server whether the account of SignUp may be used. If so, CompleteSignUp makes a session of it. Call it
// when the person comes back and, while they wait, now and then: first after 15 seconds, and less and less often, up to five minutes
// apart. A server allows 300 requests in five minutes for each account.
//
// If the server no longer knows the account, for example because the staff rejected it, the sign-up ends with code
// unauthorized. If the e-mail is to be sent again, the server may refuse the address: the error is validation_failed with
// details, and the sign-up stays pending.
func CompleteSignUp(ctx Context, host Host, options CompleteSignUpOptions) (SignUpProgress, error) {
	if checksHost && host.check(ctx) != nil {
		return SignUpProgress{}, during("completeSignUp", host.check(ctx))
	}
	host, err := host.within(options.RequestTimeoutMs)
	if err != nil {
		return SignUpProgress{}, during(opCompleteSignUp, err)
	}
	var outcome SignUpProgress
	// If two tabs do this, the second finds no pending sign-up, but the session.
	err = host.locked(ctx, newcomerKey, func(ctx Context) (err error) {
		if options.Forget {
			return host.dropNewcomer(ctx)
		}
		outcome, err = completeSignUp(ctx, host, options)
		return err
	})
	return outcome, during(opCompleteSignUp, err)
}

func completeSignUp(ctx Context, host Host, o CompleteSignUpOptions) (SignUpProgress, error) {
	record, err := host.Storage.Get(ctx, newcomerKey)
	if err != nil || record == nil {
		return SignUpProgress{}, err
	}
	client, err := newClient(ctx, host, Options{AccessTokenKey: newcomerKey, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: 8_000})
	if err != nil {
		return SignUpProgress{}, err
	}
	domain := record.Text("domain")
	newcomer := Newcomer{
		Server: client.Credentials().APIBaseURL, Username: record.Text("username"), Handle: record.Text("username") + "@" + domain,
		Email: record.Text("email"), Corrected: record.Text("corrected") != "",
	}
	if hidesSecrets {
		client.remember(newcomer.Email, o.Email)
	}
	var refusal error
	if o.Resend {
		refusal = client.EmailResendConfirmation(ctx, EmailResendConfirmationOptions{Email: o.Email})
		if refusal == nil && o.Email != "" {
			newcomer.Corrected = newcomer.Corrected || o.Email != newcomer.Email
			newcomer.Email = o.Email
			refusal = host.saveNewcomer(ctx, client.Credentials(), newcomer, domain)
		}
		if refusal != nil && AsError(refusal).Status != 403 {
			return SignUpProgress{}, refusal
		}
		// Servers refuse this once the address is confirmed.
	}
	account, err := client.fetchAsUser(ctx, call{op: opCompleteSignUp, method: "GET", path: "/api/v1/accounts/verify_credentials"})
	if err != nil {
		health := healthOf(err).Health
		if health == HealthRevoked {
			_ = host.Storage.Delete(ctx, newcomerKey)
			return SignUpProgress{}, err
		}
		if hasCode(err, CodeAborted) {
			return SignUpProgress{}, err
		}
		if refusal != nil && health == HealthUnconfirmed {
			return SignUpProgress{}, refusal
		}
		if newcomer.Health = health; health == HealthGood {
			newcomer.Health = HealthDisabled // the token is good, and for some reason the account may not be used yet
		}
		return SignUpProgress{Newcomer: &newcomer}, nil
	}
	session, err := sessionOf(host.URLs, account, client.Credentials(), domain)
	if err != nil {
		return SignUpProgress{}, err
	}
	if err := host.replaceSession(ctx, session, client.Credentials()); err != nil {
		return SignUpProgress{}, err
	}
	return SignUpProgress{Session: &session}, host.Storage.Delete(ctx, newcomerKey)
}

// cancelSignUp cancels a pending sign-up for the same account. Signing in by hand has completed it. If it stayed, the person
// would be signed in again after a sign-out.
func (h Host) cancelSignUp(ctx Context, session Session) {
	record, err := h.Storage.Get(ctx, newcomerKey)
	if err != nil || record == nil || record.Text("api_base_url") != session.Server || lower(record.Text("username")) != lower(session.Account.Username) {
		return
	}
	_ = h.locked(ctx, newcomerKey, h.dropNewcomer)
}

// saveNewcomer stores the login of a pending sign-up.
func (h Host) saveNewcomer(ctx Context, credentials Credentials, newcomer Newcomer, domain string) error {
	corrected := ""
	if newcomer.Corrected {
		corrected = "true"
	}
	return h.Storage.Set(ctx, newcomerKey, append(credentials.record(), Fields{
		{"username", newcomer.Username}, {"domain", domain}, {"email", newcomer.Email}, {"corrected", corrected},
	}...))
}

// replaceNewcomer stores a new pending sign-up. The token of an earlier one is revoked, or the new one's if the store fails.
func (h Host) replaceNewcomer(ctx Context, credentials Credentials, newcomer Newcomer, domain string) error {
	record, _ := h.Storage.Get(ctx, newcomerKey) // a damaged record is overwritten
	err := h.saveNewcomer(ctx, credentials, newcomer, domain)
	if err != nil {
		h.endToken(ctx, &credentials, "")
	} else {
		h.endStored(ctx, record, "", "")
	}
	return err
}

// dropNewcomer deletes the login of the pending sign-up and revokes its token, which is no longer needed.
func (h Host) dropNewcomer(ctx Context) error {
	record, _ := h.Storage.Get(ctx, newcomerKey) // a damaged record is deleted
	err := h.erase(unending(ctx), newcomerKey)
	if err == nil {
		h.endStored(ctx, record, "", "")
	}
	return err
}
