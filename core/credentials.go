package core

import (
	"strconv"
)

// Credentials are what a bot or a page stores, so that it can use the account again without asking the person.
type Credentials struct {
	APIBaseURL   string `json:"api_base_url"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	AccessToken  string `json:"access_token"`
	// Scope is the granted scopes, separated by spaces.
	Scope     string `json:"scope,omitempty"`
	TokenType string `json:"token_type,omitempty"`
	// RefreshToken and ExpiresAt are set only on servers whose tokens expire. ExpiresAt is in milliseconds since 1970.
	RefreshToken string  `json:"refresh_token,omitempty"`
	ExpiresAt    float64 `json:"expires_at,omitempty"`
	// ClientName is the name that the app was registered with, if known.
	ClientName string `json:"client_name,omitempty"`
	// RedirectURI and AppScopes are those of the registration, if known. AuthRequestURL uses them as defaults.
	RedirectURI string `json:"redirect_uri,omitempty"`
	AppScopes   string `json:"app_scopes,omitempty"`

	// software is the name of the server's software, if known.
	software string
}

// record returns the fields to store, for the option toKey of LogIn.
func (c Credentials) record() Fields {
	expires := ""
	if c.ExpiresAt > 0 {
		expires = strconv.FormatInt(int64(c.ExpiresAt), 10)
	}
	return Fields{
		{"api_base_url", c.APIBaseURL}, {"client_id", c.ClientID}, {"client_secret", c.ClientSecret}, {"access_token", c.AccessToken},
		{"scope", c.Scope}, {"token_type", c.TokenType}, {"refresh_token", c.RefreshToken}, {"expires_at", expires},
		{"client_name", c.ClientName}, {"software", c.software}, {healthMember, ""},
	}
}

// loadAll fills what the options leave out from the stored records.
func (c *Client) loadAll(ctx Context) error {
	if err := c.load(ctx, "accessTokenKey", c.options.AccessTokenKey); err != nil {
		return err
	}
	return c.load(ctx, "clientCredentialKey", c.options.ClientCredentialKey)
}

// loadAgain is loadAll for a call that lacks something. It may have been stored after the client was made.
func (c *Client) loadAgain(ctx Context) error {
	if checksHost && c.host.check(ctx) != nil {
		return c.host.check(ctx)
	}
	before := c.Credentials()
	err := c.loadAll(ctx)
	if c.Credentials() != before {
		c.update(func(*Credentials) {})
	}
	return err
}

// load fills options that were not given from a stored record. A missing record is no error here: functions that need its
// content report it.
func (c *Client) load(ctx Context, option, key string) error {
	if key == "" {
		return nil
	}
	record, err := c.host.Storage.Get(ctx, key)
	if err != nil || record == nil {
		return err
	}
	if !record.Is(IsObject) {
		return Corrupt(key)
	}
	base := record.Text("api_base_url")
	if base != "" {
		if base, err = ParseAddress(c.host.URLs, base); err != nil {
			return Corrupt(key)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := &c.credentials
	if base != "" && now.APIBaseURL != "" && base != now.APIBaseURL {
		err := illegal(CodeServerMismatch, option, "what is stored under “"+key+"” belongs to "+hostOf(base)+", not to "+hostOf(now.APIBaseURL)+".")
		err.Hint = "Use another key for each server."
		return err
	}
	now.APIBaseURL = first(now.APIBaseURL, base)
	if now.ClientID == "" {
		now.ClientID, now.ClientSecret = record.Text("client_id"), record.Text("client_secret")
	}
	if now.AccessToken == "" && record.Text("access_token") != "" {
		now.readToken(record)
	}
	now.ClientName = first(now.ClientName, record.Text("client_name"))
	now.RedirectURI = first(now.RedirectURI, record.Text("redirect_uri"))
	now.AppScopes = first(now.AppScopes, record.Text("scopes"))
	now.software = first(now.software, record.Text("software"))
	return nil
}

// Corrupt returns the error for a stored value that is not a record. Implementations of Storage return it.
func Corrupt(key string) *Error {
	return &Error{
		Kind: ErrMastodon, Code: CodeStorageCorrupt,
		Message: "what is stored under “" + shownKey(key) + "” is not a record of this library.",
		Hint:    "Delete it, then register or log in again.",
	}
}

// PersistableLoginCredentials returns everything that another program needs to act as the same user. Protect it like a
// password. Mastodon.py: persistable_login_credentials.
func (c *Client) PersistableLoginCredentials(ctx Context) (Credentials, error) {
	const op = "persistableLoginCredentials"
	if _, err := c.currentToken(ctx); err != nil {
		return Credentials{}, during(op, err)
	}
	if _, _, err := c.app(ctx); err != nil {
		return Credentials{}, during(op, err)
	}
	return c.Credentials(), nil
}
