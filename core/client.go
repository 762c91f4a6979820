package core

import (
	"context"
	"strings"
	"sync"
	"time"
)

// Options are those of [New]; every one may be left out. Where a value and a storage key are both given, the value wins.
type Options struct {
	// APIBaseURL is the server: "mastodon.social", "https://mastodon.social", "@alice@mastodon.social". It may be left
	// out where a stored record or a callback names it.
	APIBaseURL string `json:"apiBaseUrl,omitempty"`
	// ClientID and ClientSecret identify the program; they come from CreateApp and go together.
	ClientID     string `json:"clientId,omitempty"`
	ClientSecret string `json:"clientSecret,omitempty"`
	// AccessToken identifies the user.
	AccessToken string `json:"accessToken,omitempty"`
	// ClientCredentialKey is a storage key that CreateApp wrote (its option toKey).
	ClientCredentialKey string `json:"clientCredentialKey,omitempty"`
	// AccessTokenKey is a storage key: the login is read from it, and a later login or logout of this client changes it.
	AccessTokenKey string `json:"accessTokenKey,omitempty"`
	// RequestTimeoutMs bounds each request, in milliseconds. Default 30,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// UserAgent is sent where the host allows it: Go programs do, browsers do not. Default "mastoauth".
	UserAgent string `json:"userAgent,omitempty"`
	// OnCredentials is called with the new credentials whenever they change.
	OnCredentials func(Credentials) `json:"-"`
	// Restore takes up where another client left off, in place of all credentials above.
	Restore *Credentials `json:"-"`
}

// Client talks to one server, as one app and at most one user. It is safe for concurrent use.
type Client struct {
	host    Host
	options Options

	mu          sync.Mutex
	credentials Credentials
	// lastState names the login that this client began last, so that LogIn needs no more than the code.
	lastState string
}

// New returns a client and reads what the storage keys among its options hold. It sends nothing.
// Mastodon.py: Mastodon(…).
func New(ctx context.Context, host Host, options Options) (*Client, error) {
	client := &Client{host: host, options: options}
	if err := client.configure(ctx); err != nil {
		return nil, during("new", err)
	}
	return client, nil
}

func (c *Client) configure(ctx context.Context) error {
	o := &c.options
	if o.APIBaseURL != "" {
		base, err := ParseAddress(c.host.URLs, o.APIBaseURL)
		if err != nil {
			return err
		}
		c.credentials.APIBaseURL = base
	}
	if o.ClientID == "" && o.ClientSecret != "" || o.ClientID != "" && o.ClientSecret == "" {
		return illegal("client_incomplete", "clientId", "the client id and the client secret go together; one of them is missing.")
	}
	if err := timeoutOption(&o.RequestTimeoutMs); err != nil {
		return err
	}
	if o.UserAgent == "" {
		o.UserAgent = "mastoauth"
	}
	if o.Restore != nil {
		c.credentials = *o.Restore
		return nil
	}
	c.credentials.ClientID, c.credentials.ClientSecret = o.ClientID, o.ClientSecret
	c.credentials.AccessToken = o.AccessToken
	if err := c.load(ctx, "accessTokenKey", o.AccessTokenKey); err != nil {
		return err
	}
	return c.load(ctx, "clientCredentialKey", o.ClientCredentialKey)
}

// timeoutOption checks requestTimeoutMs and fills in its default.
func timeoutOption(ms *float64) error {
	switch {
	case *ms == 0:
		*ms = 30_000
	case !(*ms > 0 && *ms <= 1<<31-1): // above this, browsers' timers fire at once; NaN fails too
		return illegal("option_invalid", "requestTimeoutMs", "it is a time in milliseconds, from 1 to 2147483647.")
	}
	return nil
}

// Credentials returns what the client identifies itself with now.
func (c *Client) Credentials() Credentials {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.credentials
}

// update changes the credentials and tells the listener.
func (c *Client) update(change func(*Credentials)) {
	c.mu.Lock()
	change(&c.credentials)
	now := c.credentials
	c.mu.Unlock()
	if c.options.OnCredentials != nil {
		c.options.OnCredentials(now)
	}
}

// call is one request as a flow sees it.
type call struct {
	op     string // the JavaScript name of the function
	method string
	path   string
	query  Fields
	form   Fields
	json   Document
	header Fields
	// bearer is the token to send; none, if empty.
	bearer    string
	keepalive bool
	blind     bool
	// emptyOK accepts an answer without JSON: the status says it all.
	emptyOK bool
}

// do is the one way to a server: it builds the request, sends it within the time limit, and turns every answer that is
// not a success into an *Error.
func (c *Client) do(ctx context.Context, call call) (*Response, error) {
	base := c.Credentials().APIBaseURL
	if base == "" {
		err := illegal("server_missing", "apiBaseUrl", "no server was given, and none is stored.")
		err.Hint = "Give apiBaseUrl, such as mastodon.social."
		return nil, during(call.op, err)
	}
	request := Request{
		Method: call.method, URL: base + call.path, Form: call.form, JSON: call.json,
		Keepalive: call.keepalive, Blind: call.blind,
		// Accept needs no preflight, and without it Rails answers many errors in HTML.
		Header: append(Fields{{"Accept", "application/json"}, {"User-Agent", c.options.UserAgent}}, call.header...),
	}
	if len(call.query) > 0 {
		separator := "?"
		if strings.Contains(call.path, "?") {
			separator = "&"
		}
		request.URL += separator + c.host.URLs.Query(call.query)
	}
	request.Header.add("Authorization", bearer(call.bearer))
	response, err := c.send(ctx, request)
	if err != nil {
		return nil, during(call.op, err)
	}
	if err := answerError(call, response, hostOf(base)); err != nil {
		return nil, during(call.op, err)
	}
	return response, nil
}

func (c *Client) send(ctx context.Context, request Request) (*Response, error) {
	limit := time.Duration(c.options.RequestTimeoutMs) * time.Millisecond
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return c.host.Transport.Do(ctx, request)
}

func bearer(token string) string {
	if token == "" {
		return ""
	}
	return "Bearer " + token
}

// hostOf returns the server's name for a message.
func hostOf(base string) string {
	_, host, _ := strings.Cut(base, "://")
	return host
}

// fetchEntity is the flow of most functions: one call, and the answer is the entity.
func fetchEntity[T any](ctx context.Context, c *Client, call call) (Entity[T], error) {
	document, err := c.fetch(ctx, call)
	return Entity[T]{document}, err
}

// fetch does a call whose answer is an object. (It stands apart from fetchEntity because a generic body is compiled once
// for each entity.)
func (c *Client) fetch(ctx context.Context, call call) (Document, error) {
	response, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	if !response.Body.Is(IsObject) {
		return nil, during(call.op, unexpectedAnswer(hostOf(c.Credentials().APIBaseURL), response.Status))
	}
	return response.Body, nil
}

// userToken returns the access token, or an error that says how to get one.
func (c *Client) userToken() (string, error) {
	token := c.Credentials().AccessToken
	if token != "" {
		return token, nil
	}
	err := illegal("not_logged_in", "accessToken", "nobody is logged in.")
	if key := c.options.AccessTokenKey; key != "" {
		err.Message = "accessTokenKey: nobody is logged in; nothing is stored under “" + key + "”."
	}
	err.Hint = "Log in first, or give an accessToken."
	return "", err
}

// app returns the client id and secret, or an error that says how to get them.
func (c *Client) app() (id, secret string, err error) {
	now := c.Credentials()
	if now.ClientID != "" && now.ClientSecret != "" {
		return now.ClientID, now.ClientSecret, nil
	}
	missing := illegal("client_missing", "clientId", "this program is not registered with the server yet.")
	if key := c.options.ClientCredentialKey; key != "" {
		missing.Message = "clientCredentialKey: no registration is stored under “" + key + "”."
	}
	missing.Hint = "Register it with createApp, then give clientId and clientSecret."
	return "", "", missing
}
