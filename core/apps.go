package core

import (
	"strings"
	"unicode/utf8"
)

// OutOfBand is the redirect URI of programs without a web page: the server shows the authorization code, and the person copies
// it.
const OutOfBand = "urn:ietf:wg:oauth:2.0:oob"

// CreateAppOptions are the options of [CreateApp].
type CreateAppOptions struct {
	// ClientName is the app's name on the server's authorization page: 1 to 60 characters.
	ClientName string `json:"clientName"`
	// APIBaseURL is the server to register with.
	APIBaseURL string `json:"apiBaseUrl"`
	// Scopes are all scopes that the app may later ask for. Default: read, write, follow and push.
	Scopes []string `json:"scopes,omitempty"`
	// RedirectURIs are the pages that the server may send people back to. A login must use exactly one of them. Default: out of
	// band, where the server shows the code for the person to copy.
	RedirectURIs []string `json:"redirectUris,omitempty"`
	// Website is the address of the app's home page.
	Website string `json:"website,omitempty"`
	// ToKey is the storage key under which the registration is stored. Give the same key as the option clientCredentialKey.
	ToKey string `json:"toKey,omitempty"`
	// RequestTimeoutMs limits the request, in milliseconds. Default 30,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// UserAgent is the User-Agent header. Go programs send it; browsers do not allow it. Default "mastoauth".
	UserAgent string `json:"userAgent,omitempty"`
}

// CreateApp registers the program with a server. Do it once and keep the result: a server accepts five registrations from one
// IP address in ten minutes. Keep the client_secret of the response secret where you can. A page cannot, so a page registers a
// separate app in each browser.
//
// If the server does not know one of the scopes, CreateApp asks for the least that does its work: read:accounts for profile, and
// read for read:collections. The member "mastoauth:scopes" of the result then says what was registered instead.
//
// Error codes: client_name_refused (the server wants a longer or shorter name), app_registration_closed (it takes no new apps, or
// none from here), server_blocked, validation_failed, rate_limited, and those of any request.
//
// Mastodon.py: create_app. https://docs.joinmastodon.org/methods/apps/#create
func CreateApp(ctx Context, host Host, options CreateAppOptions) (Entity[Application], error) {
	const op = "createApp"
	if checksHost && host.check(ctx) != nil {
		return Entity[Application]{}, during(op, host.check(ctx))
	}
	client, form, err := registration(host, &options)
	if err != nil {
		return Entity[Application]{}, during(op, err)
	}
	document, err := register(ctx, client, form)
	err = registrationError(err)
	app := Entity[Application]{document}
	if err != nil {
		return app, err
	}
	if anyLonger(tokenBytes, document, "client_id client_secret") {
		return Entity[Application]{}, during(op, tooLarge(client.server(), 200))
	}
	if document.Text("client_id") == "" || document.Text("client_secret") == "" {
		return app, during(op, unexpectedResponse(client.server(), 200))
	}
	if options.ToKey == "" {
		return app, nil
	}
	record := Fields{
		{"api_base_url", client.credentials.APIBaseURL},
		{"client_id", document.Text("client_id")},
		{"client_secret", document.Text("client_secret")},
		{"client_name", options.ClientName},
		{"scopes", first(document.Text("mastoauth:scopes"), form.Get("scopes"))},
		{"redirect_uri", options.RedirectURIs[0]},
	}
	return app, during(op, host.Storage.Set(ctx, options.ToKey, record))
}

// registration checks the options. It returns the form to send, and a client that knows only the server.
func registration(host Host, o *CreateAppOptions) (*Client, Fields, error) {
	base, err := ParseAddress(host.URLs, o.APIBaseURL)
	if err != nil {
		return nil, nil, err
	}
	o.ClientName = trim(o.ClientName, white)
	if length := utf8.RuneCountInString(o.ClientName); length == 0 || length > nameCharacters {
		return nil, nil, illegal(CodeClientNameInvalid, "clientName", "the app's name must have 1 to 60 characters. People see it when they log in.")
	}
	if anyOf(o.ClientName, "\r\n") {
		return nil, nil, illegal(CodeClientNameInvalid, "clientName", "the app's name must be on one line.")
	}
	scopes, err := scopesOption(o.Scopes, DefaultScopes)
	if err != nil {
		return nil, nil, err
	}
	if o.RedirectURIs, err = redirectURIsOption(host.URLs, o.RedirectURIs); err != nil {
		return nil, nil, err
	}
	if o.Website != "" {
		if url, ok := host.URLs.Parse(o.Website); !ok || len(o.Website) > addressBytes || url.Scheme != "https" && url.Scheme != "http" {
			return nil, nil, illegal(CodeOptionInvalid, "website", "“"+shownAddress(o.Website)+"” is not the address of a web page.")
		}
	}
	settings := Options{RequestTimeoutMs: host.limited(o.RequestTimeoutMs), UserAgent: first(o.UserAgent, "mastoauth"), VersionCheckMode: CheckNone}
	if err := settings.check(); err != nil {
		return nil, nil, err
	}
	form := Fields{
		{"client_name", o.ClientName},
		// All redirect URIs go into one text, one per line. Mastodon before 4.3 and other software refuse an array. After an
		// e-mail confirmation, Mastodon sends people to the first line.
		{"redirect_uris", join(o.RedirectURIs, "\n")},
		{"scopes", join(scopes, " ")},
	}
	form.add("website", o.Website)
	client := &Client{host: host, options: settings}
	client.credentials.APIBaseURL = base
	return client, form, nil
}

// redirectURIsOption makes the server's own checks on the redirect URIs, but says which one is wrong and why.
func redirectURIsOption(urls URLs, given []string) ([]string, error) {
	var list []string
	for _, text := range given {
		list = append(list, words(text, "")...)
	}
	if len(list) == 0 {
		return []string{OutOfBand}, nil
	}
	for _, uri := range list {
		if err := checkRedirectURI(urls, "redirectUris", uri); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func checkRedirectURI(urls URLs, option, uri string) error {
	if uri == OutOfBand {
		return nil
	}
	url, ok := urls.Parse(uri)
	problem := ""
	switch {
	case !ok || len(uri) > addressBytes:
		problem = "“" + shownAddress(uri) + "” is not an absolute address."
	case strings.Contains(uri, "#"):
		problem = "a redirect address must not have a # part; servers refuse it."
	case url.Scheme == "javascript" || url.Scheme == "data" || url.Scheme == "vbscript":
		problem = "a redirect address must not be a script."
	case ownParameter(urls, url.Query) != "":
		problem = "a redirect address must not have a parameter “" + ownParameter(urls, url.Query) + "” of its own; the answer of the server has one of that name."
	case url.Host == "" && (url.Scheme == "file" || !strings.HasPrefix(url.Path, "/")): // com.example.app:/cb is an app's own (RFC 8252)
		problem = "“" + shownAddress(uri) + "” names no host; write the whole address, with https://."
	}
	if problem == "" {
		return nil
	}
	err := illegal(CodeRedirectURIInvalid, option, problem)
	err.Hint = "Give the whole address, such as https://example.org/login."
	return err
}

// ownParameter returns the first parameter in a query that could be taken for one of a server's answer.
func ownParameter(urls URLs, query string) string {
	for _, field := range urls.ParseQuery(query) {
		if (&callback{}).parameter(field.Name) != nil || field.Name == "access_token" || strings.HasPrefix(field.Name, "error_") {
			return field.Name
		}
	}
	return ""
}

// AppVerifyCredentials asks the server which app the token belongs to. If nobody is logged in, it uses a token of the app
// itself. Mastodon answers that with 401 where the API is for members only (DISALLOW_UNAUTHENTICATED_API_ACCESS,
// LIMITED_FEDERATION_MODE): to find out whether the server still knows the app, use ClientCredentialsToken.
//
// Mastodon.py: app_verify_credentials. https://docs.joinmastodon.org/methods/apps/#verify_credentials
func (c *Client) AppVerifyCredentials(ctx Context) (Entity[Application], error) {
	const op = "appVerifyCredentials"
	verify := call{
		op: op, method: "GET", path: "/api/v1/apps/verify_credentials", since: Version{2, 0, 0}, changed: Version{4, 3, 0},
	}
	if c.isUser(ctx) {
		document, err := c.fetchAsUser(ctx, verify)
		return Entity[Application]{document}, err
	}
	app, err := c.appToken(ctx, nil)
	if err != nil {
		return Entity[Application]{}, during(op, err)
	}
	verify.bearer, verify.asIs = app.Text("access_token"), true
	document, err := c.fetch(ctx, verify)
	return Entity[Application]{document}, err
}

// ClientCredentialsTokenOptions are the options of [Client.ClientCredentialsToken].
type ClientCredentialsTokenOptions struct {
	// Scopes must be among the scopes that the app was registered with, spelled the same. Default: the registration's, else
	// read.
	Scopes []string `json:"scopes,omitempty"`
}

// ClientCredentialsToken gets a token for the app itself, without a user. Use it to create accounts, or to find out whether the
// server still knows the app (if not, the error's code is "invalid_client"). The client does not keep the token.
//
// https://docs.joinmastodon.org/methods/oauth/#token
func (c *Client) ClientCredentialsToken(ctx Context, options ClientCredentialsTokenOptions) (Entity[Token], error) {
	token, err := c.appToken(ctx, options.Scopes)
	return Entity[Token]{token}, during("clientCredentialsToken", err)
}

func (c *Client) appToken(ctx Context, scopes []string) (Document, error) {
	id, secret, err := c.app(ctx)
	if err != nil {
		return nil, err
	}
	now := c.Credentials()
	if scopes, err = scopesOption(scopes, splitScopes(first(now.AppScopes, "read"))); err != nil {
		return nil, err
	}
	// GoToSocial and snac require the redirect URI here too.
	return c.token(ctx, "clientCredentialsToken", scopes, Fields{
		{"grant_type", "client_credentials"}, {"client_id", id}, {"client_secret", secret},
		{"redirect_uri", first(now.RedirectURI, OutOfBand)}, {"scope", join(scopes, " ")},
	})
}
