package core

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
	// DebugRequests shows each request and its outcome, without its secrets: in the console of a browser, and in a Go
	// program to OnTrace.
	DebugRequests bool `json:"debugRequests,omitempty"`
	// RatelimitMethod is wait, throw or pace. Default: wait.
	RatelimitMethod RatelimitMethod `json:"ratelimitMethod,omitempty"`
	// RatelimitPacefactor is how fast pace goes; above 1 it is a little bold. Default: 1.1.
	RatelimitPacefactor float64 `json:"ratelimitPacefactor,omitempty"`
	// RatelimitMaxWaitMs is the longest that one call waits for limits, in milliseconds; one that would have to wait longer
	// is rejected at once. Default: 900,000, a quarter of an hour.
	RatelimitMaxWaitMs float64 `json:"ratelimitMaxWaitMs,omitempty"`
	// RequestTimeoutMs bounds each request, in milliseconds. Default: 30,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// MastodonVersion spares asking the server, such as "4.3.0".
	MastodonVersion string `json:"mastodonVersion,omitempty"`
	// VersionCheckMode is created, changed or none. Default: created.
	VersionCheckMode VersionCheckMode `json:"versionCheckMode,omitempty"`
	// FeatureSet is mainline, fedibird or pleroma: what some servers have beyond Mastodon. Default: mainline.
	FeatureSet FeatureSet `json:"featureSet,omitempty"`
	// UserAgent is sent where the host allows it: Go programs and Node do, browsers do not. Default: the app's name from a
	// stored registration, else "mastoauth".
	UserAgent string `json:"userAgent,omitempty"`
	// Lang is the language that the server answers in, as for SetLanguage.
	Lang string `json:"lang,omitempty"`

	// OnCredentials is called with the new credentials whenever they change.
	OnCredentials func(Credentials) `json:"-"`
	// OnRatelimit is called before a call waits for a rate limit.
	OnRatelimit func(RatelimitWaiting) `json:"-"`
	// OnTrace is called with a line about each request, if DebugRequests is set.
	OnTrace func(line string) `json:"-"`
	// Restore takes up where another client left off, in place of all credentials above.
	Restore *Credentials `json:"-"`
}

// FeatureSet is what a server has beyond Mastodon.
type FeatureSet string

const (
	FeaturesMainline FeatureSet = "mainline"
	FeaturesFedibird FeatureSet = "fedibird"
	FeaturesPleroma  FeatureSet = "pleroma"
)

// check refuses what cannot work and fills in the defaults.
func (o *Options) check() error {
	if (o.ClientID == "") != (o.ClientSecret == "") {
		return illegal("client_incomplete", "clientId", "the client id and the client secret go together; one of them is missing.")
	}
	if o.RatelimitMethod == "" {
		o.RatelimitMethod = RatelimitWait
	}
	if !contains([]string{"wait", "throw", "pace"}, string(o.RatelimitMethod)) {
		return illegal("option_invalid", "ratelimitMethod", "must be wait, throw or pace.")
	}
	if o.RatelimitPacefactor == 0 {
		o.RatelimitPacefactor = 1.1
	}
	if !(o.RatelimitPacefactor >= 0.01 && o.RatelimitPacefactor <= 100) {
		return illegal("option_invalid", "ratelimitPacefactor", "must be a number from 0.01 to 100.")
	}
	if err := msOption("ratelimitMaxWaitMs", &o.RatelimitMaxWaitMs, 900_000); err != nil {
		return err
	}
	if err := msOption("requestTimeoutMs", &o.RequestTimeoutMs, 30_000); err != nil {
		return err
	}
	if _, ok := ParseVersion(o.MastodonVersion); o.MastodonVersion != "" && !ok {
		return &Error{Kind: ErrVersion, Code: "version_invalid", Message: "mastodonVersion: must be a version, such as 4.3.0."}
	}
	if o.VersionCheckMode == "" {
		o.VersionCheckMode = CheckCreated
	}
	if !contains([]string{"created", "changed", "none"}, string(o.VersionCheckMode)) {
		return illegal("option_invalid", "versionCheckMode", "must be created, changed or none.")
	}
	if o.FeatureSet == "" {
		o.FeatureSet = FeaturesMainline
	}
	if !contains([]string{"mainline", "fedibird", "pleroma"}, string(o.FeatureSet)) {
		return illegal("option_invalid", "featureSet", "must be mainline, fedibird or pleroma.")
	}
	return languageOption("lang", o.Lang)
}

// msOption checks a time in milliseconds and fills in its default.
func msOption(option string, ms *float64, fallback float64) error {
	switch {
	case *ms == 0:
		*ms = fallback
	case !(*ms >= 1 && *ms <= 1<<31-1): // above this, browsers' timers fire at once; NaN fails too
		return illegal("option_invalid", option, "must be a time in milliseconds, from 1 to 2147483647.")
	}
	return nil
}
