package core

// Options are the options of [New]. All are optional. If both a value and a storage key are given, the value is used.
type Options struct {
	// APIBaseURL is the server: "mastodon.social", "https://mastodon.social", "@alice@mastodon.social". It may be left out if a
	// stored record or a pending login names the server.
	APIBaseURL string `json:"apiBaseUrl,omitempty"`
	// ClientID and ClientSecret identify the program. They come from CreateApp and must be given together.
	ClientID     string `json:"clientId,omitempty"`
	ClientSecret string `json:"clientSecret,omitempty"`
	// AccessToken is the user's access token.
	AccessToken string `json:"accessToken,omitempty"`
	// ClientCredentialKey is the storage key that CreateApp was given as toKey.
	ClientCredentialKey string `json:"clientCredentialKey,omitempty"`
	// AccessTokenKey is the storage key of the login. The client reads the login from it, and updates it at each login or
	// logout.
	AccessTokenKey string `json:"accessTokenKey,omitempty"`
	// DebugRequests logs each request and its result, without secrets. A browser logs to the console, a Go program to OnTrace.
	DebugRequests bool `json:"debugRequests,omitempty"`
	// RatelimitMethod is wait, throw or pace. Default: wait.
	RatelimitMethod RatelimitMethod `json:"ratelimitMethod,omitempty"`
	// RatelimitPacefactor is the speed of pace. Above 1, requests are sent slightly faster than the limit allows on average.
	// Default: 1.1.
	RatelimitPacefactor float64 `json:"ratelimitPacefactor,omitempty"`
	// RatelimitMaxWaitMs is the longest time that one call waits for rate limits, in milliseconds. A call that would have to
	// wait longer is rejected at once. Default: 900,000, a quarter of an hour.
	RatelimitMaxWaitMs float64 `json:"ratelimitMaxWaitMs,omitempty"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 30,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// MastodonVersion is the server's version, such as "4.3.0". If it is given, the server is not asked for it.
	MastodonVersion string `json:"mastodonVersion,omitempty"`
	// VersionCheckMode is created, changed or none. Default: created.
	VersionCheckMode VersionCheckMode `json:"versionCheckMode,omitempty"`
	// FeatureSet is mainline, fedibird or pleroma: which extensions of the API may be used. Default: mainline.
	FeatureSet FeatureSet `json:"featureSet,omitempty"`
	// UserAgent is the User-Agent header. Go programs and Node send it; browsers do not allow it. Default: the app's name from
	// a stored registration, else "mastoauth".
	UserAgent string `json:"userAgent,omitempty"`
	// Lang is the language of the server's responses, as for SetLanguage. What is no language tag is left out.
	Lang string `json:"lang,omitempty"`

	// OnCredentials is called with the new credentials whenever they change.
	OnCredentials func(Credentials) `json:"-"`
	// OnRatelimit is called before a call waits for a rate limit.
	OnRatelimit func(RatelimitWaiting) `json:"-"`
	// OnTrace is called with one line per request, if DebugRequests is set.
	OnTrace func(line string) `json:"-"`
	// Restore continues with another client's credentials. It replaces all credentials above.
	Restore *Credentials `json:"-"`
}

// FeatureSet is the set of extensions that a server has beyond Mastodon's API.
type FeatureSet string

const (
	FeaturesMainline FeatureSet = "mainline"
	FeaturesFedibird FeatureSet = "fedibird"
	FeaturesPleroma  FeatureSet = "pleroma"
)

// check refuses invalid options and fills in the defaults.
func (o *Options) check() error {
	if (o.ClientID == "") != (o.ClientSecret == "") {
		return illegal(CodeClientIncomplete, "clientId", "the client id and the client secret go together; one of them is missing.")
	}
	if o.RatelimitMethod == "" {
		o.RatelimitMethod = RatelimitWait
	}
	if !contains([]string{"wait", "throw", "pace"}, string(o.RatelimitMethod)) {
		return illegal(CodeOptionInvalid, "ratelimitMethod", "must be wait, throw or pace.")
	}
	if o.RatelimitPacefactor == 0 {
		o.RatelimitPacefactor = 1.1
	}
	if !(o.RatelimitPacefactor >= 0.01 && o.RatelimitPacefactor <= 100) {
		return illegal(CodeOptionInvalid, "ratelimitPacefactor", "must be a number from 0.01 to 100.")
	}
	if err := msOption("ratelimitMaxWaitMs", &o.RatelimitMaxWaitMs, 900_000); err != nil {
		return err
	}
	if err := msOption("requestTimeoutMs", &o.RequestTimeoutMs, 30_000); err != nil {
		return err
	}
	if _, ok := ParseVersion(o.MastodonVersion); o.MastodonVersion != "" && !ok {
		return &Error{Kind: ErrVersion, Code: CodeVersionInvalid, Message: nameMastodonVersion + ": must be a version, such as 4.3.0."}
	}
	if o.VersionCheckMode == "" {
		o.VersionCheckMode = CheckCreated
	}
	if !contains([]string{"created", "changed", "none"}, string(o.VersionCheckMode)) {
		return illegal(CodeOptionInvalid, "versionCheckMode", "must be created, changed or none.")
	}
	if o.FeatureSet == "" {
		o.FeatureSet = FeaturesMainline
	}
	if !contains([]string{"mainline", "fedibird", "pleroma"}, string(o.FeatureSet)) {
		return illegal(CodeOptionInvalid, "featureSet", "must be mainline, fedibird or pleroma.")
	}
	return nil
}

// msOption checks a time in milliseconds and fills in its default.
func msOption(option string, ms *float64, fallback float64) error {
	switch {
	case *ms == 0:
		*ms = fallback
	case !(*ms >= 1 && *ms <= 1<<31-1): // browsers' timers fire at once for longer times; NaN fails too
		return illegal(CodeOptionInvalid, option, "must be a time in milliseconds, from 1 to 2147483647.")
	}
	return nil
}
