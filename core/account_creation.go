package core

import "strings"

// CreateAccountOptions are the options of [Client.CreateAccount].
type CreateAccountOptions struct {
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
	// Scopes must include write or write:accounts. Default: those of the stored registration, else read, write, follow and
	// push.
	Scopes []string `json:"scopes,omitempty"`
	// ToKey is the storage key under which the login is stored. Default: the client's accessTokenKey.
	ToKey string `json:"toKey,omitempty"`
	// ReturnDetailedError makes the promise resolve to { token, error } when the server refuses the data, instead of rejecting.
	ReturnDetailedError bool `json:"returnDetailedError,omitempty"`
}

// AccountCreation is the result of CreateAccountDetailed: either a token, or an error that says what the server rejected.
type AccountCreation struct {
	Token Document `json:"token"`
	Error *Error   `json:"error"`
}

// FieldError is one problem that a server found with one field of a sign-up.
type FieldError struct {
	Field string
	// Code is one of ERR_BLOCKED, ERR_UNREACHABLE, ERR_TAKEN, ERR_RESERVED, ERR_ACCEPTED, ERR_BLANK, ERR_INVALID, ERR_TOO_LONG,
	// ERR_TOO_SHORT, ERR_INCLUSION, ERR_BELOW_LIMIT. Newer servers may send others.
	Code string
	// Description is the server's own text.
	Description string
}

// FieldErrors returns the error's Details as a list, field by field.
func (e *Error) FieldErrors() []FieldError {
	var found []FieldError
	if e.Details == nil || e.Code == CodePostIncomplete { // whose details are the post
		return nil
	}
	for _, field := range e.Details.Keys() {
		for _, entry := range e.Details.List(field) {
			found = append(found, FieldError{field, shortened(entry.Text("error")), shortened(entry.Text("description"))})
		}
	}
	return found
}

// CreateAccount creates an account and logs the client in to it. The token does not work at once: the person must first confirm
// their e-mail address and, where staff approves sign-ups, be approved. Until then the server answers 403. A server accepts
// five sign-ups from one IP address in half an hour.
//
// Error codes: validation_failed (with details per field, and missing: the options that the server requires), signup_closed, signup_unsupported (other software), account_pending
// (Pleroma and Akkoma: the account exists, but there is no token until it is confirmed), rate_limited.
//
// Mastodon.py: create_account. Mastodon 2.7.0. https://docs.joinmastodon.org/methods/accounts/#create
func (c *Client) CreateAccount(ctx Context, options CreateAccountOptions) (Entity[Token], error) {
	token, err := c.signUp(ctx, options)
	return Entity[Token]{token}, during("createAccount", err)
}

// CreateAccountDetailed is CreateAccount with returnDetailedError. If the server rejects the data, the result says why. Other
// failures are returned as errors.
func (c *Client) CreateAccountDetailed(ctx Context, options CreateAccountOptions) (AccountCreation, error) {
	token, err := c.CreateAccount(ctx, options)
	if known, ok := err.(*Error); ok && known.Status >= 400 && known.Status < 500 && known.Status != 429 {
		return AccountCreation{Error: known}, nil
	}
	return AccountCreation{Token: token.Document}, err
}

func (c *Client) signUp(ctx Context, o CreateAccountOptions) (Document, error) {
	form := o.form()
	fallback := DefaultScopes
	if scopes := c.Credentials().AppScopes; scopes != "" {
		fallback = splitScopes(scopes)
	}
	scopes, err := scopesOption(o.Scopes, fallback)
	if err != nil {
		return nil, err
	}
	if !covers(scopes, "write:accounts") {
		return nil, illegal(CodeOptionInvalid, "scopes", "a sign-up needs write or write:accounts.")
	}
	app, err := c.appToken(ctx, scopes)
	if err != nil {
		return nil, err
	}
	creation := call{
		op: "createAccount", method: "POST", path: "/api/v1/accounts", form: form, bearer: app.Text("access_token"), asIs: true,
		since: Version{2, 7, 0}, changed: Version{2, 7, 0},
	}
	response, err := c.do(ctx, creation)
	if err != nil {
		return nil, signUpError(err, c.server())
	}
	server := c.server()
	if response.Body.Text("identifier") != "" && response.Body.Text("access_token") == "" {
		pending := &Error{
			Kind: ErrAPI, Code: CodeAccountPending, Status: response.Status, Description: response.Body.Text("message"),
			Message: "the account was created at " + server + ", but it cannot be used yet.",
		}
		pending.Hint = pending.hintAtWords("may say", "why") + " Log in when it can be used."
		switch response.Body.Text("identifier") {
		case "missing_confirmed_email":
			pending.Health, pending.Hint = HealthUnconfirmed, "Open the link in the e-mail from the server, then log in."
		case "awaiting_approval":
			pending.Health, pending.Hint = HealthPending, "The people who run the server have to approve it. Log in after that."
		}
		if hidesSecrets {
			c.hideSecrets(pending, creation, response.Body)
		}
		return nil, pending
	}
	token, err := checkedToken(response, server, scopes)
	if err != nil {
		c.revokeRefused(ctx, response.Body)
		return nil, err
	}
	now := c.Credentials()
	now.forgetToken()
	return token, c.adopt(ctx, now, token, first(o.ToKey, c.options.AccessTokenKey))
}

// form checks only what the page chose. What the person typed, the server checks: it names each field that is empty or wrong.
func (o CreateAccountOptions) form() Fields {
	form := Fields{
		{"username", o.Username}, {"email", o.Email}, {"password", o.Password}, {"locale", first(localeOf(o.Locale), "en")},
	}
	form.flag("agreement", o.Agreement)
	form.add("reason", o.Reason)
	form.add("time_zone", o.TimeZone)
	form.add("invite_code", o.InviteCode)
	form.add("date_of_birth", o.DateOfBirth)
	return form
}

// signUpError distinguishes a server that accepts no sign-ups from one that rejects this data.
func signUpError(err error, server string) error {
	known, ok := err.(*Error)
	if !ok {
		return err
	}
	if known.Code == CodeNotFound {
		known.Status = 404 // a browser may hide the status
	}
	switch known.Status {
	case 403:
		if isBlocked(known) {
			explainBlocked(known, server)
			break
		}
		known.Code, known.Message, known.Hint = CodeSignupClosed, "this server accepts no sign-ups, or none from here.", "Choose another server, or sign up on its own page."
	case 422:
		known.Missing = missingOptions(known.Details)
	case 401, 404, 405:
		known.Code, known.Message, known.Hint = CodeSignupUnsupported, "this server cannot sign people up for other programs.", "Sign up on its own page."
	}
	return known
}

// missingOptions returns the options of SignUp that the server requires, and that were empty or, for a date, not readable.
func missingOptions(details Document) []string {
	var missing []string
	if details == nil {
		return nil
	}
	for _, field := range details.Keys() {
		option := strings.TrimPrefix(field, "account.")
		switch {
		case field == "date_of_birth":
			option = "dateOfBirth"
		case strings.HasPrefix(field, "invite_request"):
			option = "reason"
		}
		if !contains([]string{"username", "email", "password", "dateOfBirth", "reason"}, option) || contains(missing, option) {
			continue
		}
		for _, entry := range details.List(field) {
			if entry.Text("error") == "ERR_BLANK" {
				missing = append(missing, option)
				break
			}
		}
	}
	if speaksGo {
		for i, option := range missing {
			missing[i] = goName(option)
		}
	}
	return missing
}

// EmailResendConfirmationOptions are the options of [Client.EmailResendConfirmation].
type EmailResendConfirmationOptions struct {
	// Email is a corrected e-mail address. Default: the one given at sign-up.
	Email string `json:"email,omitempty"`
}

// EmailResendConfirmation sends the confirmation e-mail again. It works only for the app that created the account, and only
// until the address is confirmed. Otherwise the server answers 403. Scope: write or write:accounts.
//
// Mastodon.py: email_resend_confirmation. Mastodon 3.4.0. https://docs.joinmastodon.org/methods/emails/#confirmation
func (c *Client) EmailResendConfirmation(ctx Context, options EmailResendConfirmationOptions) error {
	const op = "emailResendConfirmation"
	token, err := c.freshToken(ctx)
	if err != nil {
		return during(op, err)
	}
	var form Fields
	form.add("email", options.Email)
	_, err = c.do(ctx, call{
		op: op, method: "POST", path: "/api/v1/emails/confirmations", form: form, bearer: token, emptyOK: true,
		since: Version{3, 4, 0}, changed: Version{3, 4, 0},
	})
	return err
}

// EmailCheckConfirmation reports whether the person has confirmed their e-mail address. Mastodon 4.2.0.
// https://docs.joinmastodon.org/methods/emails/#check_confirmation
func (c *Client) EmailCheckConfirmation(ctx Context) (bool, error) {
	const op = "emailCheckConfirmation"
	token, err := c.freshToken(ctx)
	if err != nil {
		return false, during(op, err)
	}
	response, err := c.do(ctx, call{
		op: op, method: "GET", path: "/api/v1/emails/check_confirmation", bearer: token, since: Version{4, 2, 0}, changed: Version{4, 2, 0},
	})
	if err != nil {
		return false, err
	}
	if !response.Body.Is(IsBool) {
		return false, during(op, unexpectedResponse(c.server(), response.Status))
	}
	return response.Body.Value() == "true", nil
}
