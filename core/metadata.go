package core

// AuthorizationServer is a server's OAuth metadata (RFC 8414).
// https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata
type AuthorizationServer struct {
	Issuer                 string   `json:"issuer,omitempty"`
	AuthorizationEndpoint  string   `json:"authorization_endpoint,omitempty"`
	TokenEndpoint          string   `json:"token_endpoint,omitempty"`
	RevocationEndpoint     string   `json:"revocation_endpoint,omitempty"`
	UserinfoEndpoint       string   `json:"userinfo_endpoint,omitempty"`
	ScopesSupported        []string `json:"scopes_supported,omitempty"`
	ResponseTypes          []string `json:"response_types_supported,omitempty"`
	ResponseModes          []string `json:"response_modes_supported,omitempty"`
	GrantTypes             []string `json:"grant_types_supported,omitempty"`
	TokenEndpointAuth      []string `json:"token_endpoint_auth_methods_supported,omitempty"`
	CodeChallengeMethods   []string `json:"code_challenge_methods_supported,omitempty"`
	ServiceDocumentation   string   `json:"service_documentation,omitempty"`
	AppRegistrationAddress string   `json:"app_registration_endpoint,omitempty"`
}

// Userinfo is a user as OpenID Connect describes one. https://docs.joinmastodon.org/methods/oauth/#userinfo
type Userinfo struct {
	Issuer            string `json:"iss,omitempty"`
	Subject           string `json:"sub,omitempty"`
	Name              string `json:"name,omitempty"`
	PreferredUsername string `json:"preferred_username,omitempty"`
	Profile           string `json:"profile,omitempty"`
	Picture           string `json:"picture,omitempty"`
}

// metadataPath is the path that RFC 8414 defines for the document.
const metadataPath = "/.well-known/oauth-authorization-server"

// OAuthAuthorizationServerInfo returns the server's OAuth metadata. It returns an empty entity if the server has none, as
// Mastodon before 4.3 and most other software. Some other software sends metadata that does not match its Mastodon API, so this
// library does not rely on it to log in.
//
// Mastodon.py: oauth_authorization_server_info.
func (c *Client) OAuthAuthorizationServerInfo(ctx Context) (Entity[AuthorizationServer], error) {
	const op = "oauthAuthorizationServerInfo"
	response, err := c.do(ctx, call{op: op, method: "GET", path: metadataPath, anyBody: true})
	switch known, ok := err.(*Error); {
	case ok && known.Kind.within(ErrAPI) && known.Code != CodeAnswerTooLarge:
		return Entity[AuthorizationServer]{}, nil
	case err != nil:
		return Entity[AuthorizationServer]{}, err
	case response.Body == nil || !response.Body.Is(IsObject):
		return Entity[AuthorizationServer]{}, nil
	}
	return Entity[AuthorizationServer]{response.Body}, nil
}

// OAuthUserinfo returns the user who is logged in, in the form of OpenID Connect. Scope: profile, which read does not include.
//
// Mastodon.py: oauth_userinfo. Mastodon 4.4.0.
func (c *Client) OAuthUserinfo(ctx Context) (Entity[Userinfo], error) {
	document, err := c.fetchAsUser(ctx, call{
		op: "oauthUserinfo", method: "GET", path: "/oauth/userinfo", since: Version{4, 4, 0}, changed: Version{4, 4, 0},
	})
	return Entity[Userinfo]{document}, err
}
