package core

import (
	"strings"
	"sync"
)

// Client makes requests to one server, for one app and at most one user. It is safe for concurrent use.
type Client struct {
	host    Host
	options Options
	limits  limits
	// refreshing holds one element while a call renews the login.
	refreshing chan struct{}

	mu          sync.Mutex
	credentials Credentials
	stored      storedLogin
	lang        string
	// lastState is the state of the login that this client started last, so that LogIn needs only the code.
	lastState string
	// former are secrets that the server may know beside those of the credentials; see remember.
	former []string
	// version is the server's version. It is valid if versionKnown.
	version      Version
	versionKnown bool
	// sent are the posts of the last hour; see sent_posts.go.
	sent []*sentPost
}

// New returns a client and loads the records under the storage keys in its options. It sends no request. Mastodon.py:
// Mastodon(…).
func New(ctx Context, host Host, options Options) (*Client, error) {
	client, err := newClient(ctx, host, options)
	return client, during("new", err)
}

// newClient is New for the functions of this package, whose errors name their own operation.
func newClient(ctx Context, host Host, options Options) (*Client, error) {
	if checksHost && host.check(ctx) != nil {
		return nil, host.check(ctx)
	}
	client := &Client{host: host, options: options, refreshing: make(chan struct{}, 1)}
	if err := client.configure(ctx); err != nil {
		return nil, err
	}
	return client, nil
}

func (c *Client) configure(ctx Context) error {
	o := &c.options
	o.RequestTimeoutMs = c.host.limited(o.RequestTimeoutMs)
	if err := o.check(); err != nil {
		return err
	}
	c.lang = localeOf(o.Lang)
	c.version, c.versionKnown = ParseVersion(o.MastodonVersion)
	if o.APIBaseURL != "" {
		base, err := ParseAddress(c.host.URLs, o.APIBaseURL)
		if err != nil {
			return err
		}
		c.credentials.APIBaseURL = base
	}
	if o.AccessToken == "" || o.Restore != nil && o.Restore.AccessToken != o.AccessToken {
		c.stored.key = o.AccessTokenKey
	}
	if o.Restore != nil {
		c.credentials = *o.Restore
		return nil
	}
	c.credentials.ClientID, c.credentials.ClientSecret = o.ClientID, o.ClientSecret
	c.credentials.AccessToken = o.AccessToken
	return c.loadAll(ctx)
}

// Credentials returns the client's current credentials.
func (c *Client) Credentials() Credentials {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.credentials
}

// update changes the credentials and notifies the listener.
func (c *Client) update(change func(*Credentials)) {
	c.mu.Lock()
	old := c.credentials
	change(&c.credentials)
	now := c.credentials
	c.mu.Unlock()
	if hidesSecrets {
		c.remember(old.ClientSecret, old.AccessToken, old.RefreshToken)
	}
	if c.options.OnCredentials != nil {
		c.options.OnCredentials(now)
	}
}

// server returns the server's name, for messages.
func (c *Client) server() string { return hostOf(c.Credentials().APIBaseURL) }

func hostOf(base string) string {
	_, host, _ := strings.Cut(base, "://")
	return host
}

// call describes one request, independent of the transport.
type call struct {
	op     string // the JavaScript name of the function
	method string
	path   string
	query  Fields
	form   Fields
	// asJSON sends the form as JSON.
	asJSON bool
	json   Document
	// files make the form one of multipart/form-data.
	files []UploadedFile
	// onProgress, if set, is told how much of it has been sent.
	onProgress func(UploadProgress)
	header     Fields
	// bearer is the token to send. If it is empty, none is sent.
	bearer    string
	keepalive bool
	blind     bool
	// asIs sends this bearer token even if the login has a newer one.
	asIs bool
	// emptyOK accepts an empty response, or an object without an error, where the status is all that matters.
	emptyOK bool
	// anyBody accepts any response with a status of success.
	anyBody bool
	// large is whether the answer may be as long as AnswerBytes. Otherwise it is a document of a login.
	large bool
	// onSend, if set, is called before the request is sent.
	onSend func()
	// since is the version of Mastodon that introduced the function; changed is the version that last changed it.
	since, changed Version
}

// do makes every request to a server. It checks the version and the rate limit, sends the request, and turns every unsuccessful
// response into an *Error.
func (c *Client) do(ctx Context, call call) (*Response, error) {
	if checksHost && c.host.check(ctx) != nil {
		return nil, during(call.op, c.host.check(ctx))
	}
	request, err := c.request(call)
	if hasCode(err, CodeServerMissing) {
		if err = c.loadAgain(ctx); err == nil {
			request, err = c.request(call)
		}
	}
	if err == nil {
		err = c.gate(ctx, call)
	}
	if err != nil {
		return nil, during(call.op, err)
	}
	family, waited := family(call.method, call.path), 0.0
	wait := func(ms, reset float64) error {
		if waited += ms; waited > c.options.RatelimitMaxWaitMs {
			ms = waited
		}
		return c.waitForLimit(ctx, call.op, ms, reset)
	}
	c.readSharedLimits(ctx, family)
	if err := wait(c.limits.delay(family, c.options)); err != nil {
		return nil, err
	}
	for attempt := 0; ; attempt++ {
		if waited > 0 { // the login may have ended meanwhile
			if err := c.followFor(ctx, &call); err != nil {
				return nil, during(call.op, err)
			}
			if request, err = c.request(call); err != nil {
				return nil, during(call.op, err)
			}
		}
		if call.onSend != nil {
			call.onSend()
		}
		response, err := c.send(ctx, request)
		if err != nil {
			return nil, during(call.op, c.explainNetwork(ctx, call, err))
		}
		c.limits.learn(family, response)
		c.writeSharedLimits(ctx, family)
		if response.Status == 429 && c.options.RatelimitMethod != RatelimitThrow && !isNeverRetried(family) {
			if err := wait(retryDelay(response, attempt)); err != nil {
				return nil, err
			}
			continue
		}
		if response.Status == 401 && c.useReplacedToken(ctx, &call) {
			if request, err = c.request(call); err != nil {
				return nil, during(call.op, err)
			}
			continue
		}
		if err := responseError(call, response, c.Credentials().APIBaseURL); err != nil {
			if hidesSecrets {
				c.hideSecrets(err, call, response.Body)
			}
			c.explainUnauthorized(ctx, call, response, err)
			return nil, during(call.op, c.older(ctx, call, err))
		}
		return response, nil
	}
}

// request makes the HTTP request of a call.
func (c *Client) request(call call) (Request, error) {
	c.mu.Lock()
	base, lang, agent := c.credentials.APIBaseURL, c.lang, first(c.options.UserAgent, c.credentials.ClientName, "mastoauth")
	c.mu.Unlock()
	if base == "" {
		err := illegal(CodeServerMissing, "apiBaseUrl", "no server was given, and none is stored.")
		err.Hint = "Give " + nameAPIBaseURL + ", such as mastodon.social."
		return Request{}, err
	}
	request := Request{
		Method: call.method, URL: base + call.path, Form: call.form, AsJSON: call.asJSON, JSON: call.json, Files: call.files, OnProgress: call.onProgress,
		TimeoutMs: c.options.RequestTimeoutMs, Keepalive: call.keepalive, Blind: call.blind,
		// The Accept header causes no preflight. Without it, Rails sends many errors as HTML.
		Header: append(Fields{{"Accept", "application/json"}, {"User-Agent", agent}}, call.header...),
	}
	for _, file := range call.files {
		request.TimeoutMs += file.File.Size() / uploadRate
	}
	if !call.large {
		request.MostBytes = DocumentBytes
	}
	query := call.query
	if lang != "" && strings.HasPrefix(call.path, "/api/") {
		query = append(query[:len(query):len(query)], Field{"lang", lang})
	}
	if len(query) > 0 {
		separator := "?"
		if strings.Contains(call.path, "?") {
			separator = "&"
		}
		request.URL += separator + c.host.URLs.Query(query)
	}
	if call.bearer != "" {
		request.Header.add("Authorization", "Bearer "+call.bearer)
	}
	return request, nil
}

// send sends the request. A response from this computer or its own network is refused if a server of the internet has led there.
func (c *Client) send(ctx Context, request Request) (response *Response, err error) {
	if ctx.Err() != nil { // before anything is sent
		return nil, abortedError(ctx)
	}
	if c.options.OnTrace == nil { // nobody needs the duration, and reading JavaScript's clock is slow
		response, err = c.transport(ctx, request)
	} else {
		begun := nowMs()
		response, err = c.transport(ctx, request)
		c.trace(request, response, err, nowMs()-begun)
	}
	if err == nil && response.URL != request.URL && leadsInside(c.host.URLs, request.URL, response.URL) {
		return nil, unexpectedResponse(c.server(), response.Status)
	}
	return response, err
}

func (c *Client) transport(ctx Context, request Request) (*Response, error) {
	if hidesSecrets {
		c.remember(c.secretsIn(request)...) // the server may repeat them in its next answers too
	}
	response, err := c.host.Transport.Do(ctx, request)
	if hidesSecrets && err != nil {
		err = c.secretsOf(request).hideInFailure(err)
	}
	return response, err
}

func abortedError(ctx Context) *Error {
	return &Error{Kind: ErrNetwork, Code: CodeAborted, Message: "the call was cancelled.", Cause: ctx.Err()}
}
