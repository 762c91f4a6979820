package core

// The entities of the API. Go programs get them through [native.Decode], and the TypeScript types are generated from them.
// Names and keys follow https://docs.joinmastodon.org/entities/. A server may send more members. Fields marked omitempty may be
// missing. Ids are strings, because they exceed what a JavaScript number can hold.

// Application is a registered client program. https://docs.joinmastodon.org/entities/Application/
type Application struct {
	ID      string  `json:"id,omitempty"`
	Name    string  `json:"name"`
	Website *string `json:"website,omitempty"`
	// Scopes are the scopes that the app was registered with. Mastodon 4.3 and later.
	Scopes []string `json:"scopes,omitempty"`
	// RedirectURIs are the redirect URIs that the app was registered with. Mastodon 4.3 and later.
	RedirectURIs []string `json:"redirect_uris,omitempty"`
	// RedirectURI has the same addresses as one text, one per line.
	RedirectURI string `json:"redirect_uri,omitempty"`
	// ClientID and ClientSecret are in the response of CreateApp only.
	ClientID     string `json:"client_id,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"`
	// ClientSecretExpiresAt is 0 if the secret never expires. Mastodon 4.3.2 and later.
	ClientSecretExpiresAt float64 `json:"client_secret_expires_at,omitempty"`
	VapidKey              *string `json:"vapid_key,omitempty"`
}

// Token is an access token. https://docs.joinmastodon.org/entities/Token/
//
// The library always sets scope, as a text. If the server does not say which scopes it granted, scope is what was asked for.
type Token struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	Scope       string `json:"scope"`
	// CreatedAt is in seconds since 1970. Hollo sends milliseconds; Pixelfed does not send it.
	CreatedAt float64 `json:"created_at,omitempty"`
	// ExpiresIn is in seconds from creation. Mastodon does not send it, because its tokens do not expire.
	ExpiresIn float64 `json:"expires_in,omitempty"`
	// RefreshToken is sent by Pleroma, Akkoma and Pixelfed.
	RefreshToken string `json:"refresh_token,omitempty"`
	// Me is the account's address. Pleroma, Akkoma and Friendica send it.
	Me string `json:"me,omitempty"`
}

// Account is a user of a server. https://docs.joinmastodon.org/entities/Account/
type Account struct {
	ID             string         `json:"id"`
	Username       string         `json:"username"`
	Acct           string         `json:"acct"`
	DisplayName    string         `json:"display_name"`
	Locked         bool           `json:"locked"`
	Bot            bool           `json:"bot"`
	CreatedAt      string         `json:"created_at"`
	Note           string         `json:"note"`
	URL            string         `json:"url"`
	URI            string         `json:"uri,omitempty"`
	Avatar         string         `json:"avatar"`
	AvatarStatic   string         `json:"avatar_static"`
	Header         string         `json:"header"`
	HeaderStatic   string         `json:"header_static"`
	FollowersCount float64        `json:"followers_count"`
	FollowingCount float64        `json:"following_count"`
	StatusesCount  float64        `json:"statuses_count"`
	Fields         []AccountField `json:"fields,omitempty"`
	// Source and Role are in the response of AccountVerifyCredentials only.
	Source *AccountSource `json:"source,omitempty"`
	Role   *Role          `json:"role,omitempty"`
}

// AccountField is a row of a profile's table.
type AccountField struct {
	Name       string  `json:"name"`
	Value      string  `json:"value"`
	VerifiedAt *string `json:"verified_at,omitempty"`
}

// AccountSource is the profile as the owner entered it, as plain text.
type AccountSource struct {
	Privacy   string         `json:"privacy,omitempty"`
	Sensitive bool           `json:"sensitive,omitempty"`
	Language  *string        `json:"language,omitempty"`
	Note      string         `json:"note,omitempty"`
	Fields    []AccountField `json:"fields,omitempty"`
}

// Role is the account's role on its server. Mastodon 4.0 and later.
type Role struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions string `json:"permissions,omitempty"`
	Color       string `json:"color,omitempty"`
	Highlighted bool   `json:"highlighted,omitempty"`
}

// Preferences are the user's defaults. Any member may be missing, because servers differ in what they send.
// https://docs.joinmastodon.org/entities/Preferences/
type Preferences struct {
	PostingDefaultVisibility  string  `json:"posting:default:visibility,omitempty"`
	PostingDefaultSensitive   bool    `json:"posting:default:sensitive,omitempty"`
	PostingDefaultLanguage    *string `json:"posting:default:language,omitempty"`
	PostingDefaultQuotePolicy string  `json:"posting:default:quote_policy,omitempty"`
	ReadingExpandMedia        string  `json:"reading:expand:media,omitempty"`
	ReadingExpandSpoilers     bool    `json:"reading:expand:spoilers,omitempty"`
	ReadingAutoplayGifs       bool    `json:"reading:autoplay:gifs,omitempty"`
}

// Status is a post. https://docs.joinmastodon.org/entities/Status/
type Status struct {
	ID          string   `json:"id"`
	URI         string   `json:"uri"`
	URL         *string  `json:"url,omitempty"`
	CreatedAt   string   `json:"created_at"`
	Content     string   `json:"content"`
	Visibility  string   `json:"visibility"`
	Sensitive   bool     `json:"sensitive"`
	SpoilerText string   `json:"spoiler_text"`
	Language    *string  `json:"language,omitempty"`
	InReplyToID *string  `json:"in_reply_to_id,omitempty"`
	Account     *Account `json:"account,omitempty"`
}

// MediaAttachment is a picture, video or sound that was uploaded. https://docs.joinmastodon.org/entities/MediaAttachment/
type MediaAttachment struct {
	ID string `json:"id"`
	// Type is image, video, gifv, audio or unknown.
	Type string `json:"type"`
	// URL is null until the server has processed the file.
	URL         *string `json:"url"`
	PreviewURL  *string `json:"preview_url"`
	RemoteURL   *string `json:"remote_url,omitempty"`
	Description *string `json:"description"`
	Blurhash    *string `json:"blurhash,omitempty"`
}

// Instance describes a server, in version 2 of the entity. Older servers send version 1, which has URI instead of Domain.
// https://docs.joinmastodon.org/entities/Instance/
type Instance struct {
	Domain      string `json:"domain,omitempty"`
	URI         string `json:"uri,omitempty"`
	Title       string `json:"title"`
	Version     string `json:"version"`
	SourceURL   string `json:"source_url,omitempty"`
	Description string `json:"description,omitempty"`
	// APIVersions has the member mastodon on Mastodon 4.3 and later.
	APIVersions map[string]float64 `json:"api_versions,omitempty"`
}
