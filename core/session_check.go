package core

import "strings"

// Health is the state of a session, as its server reports it.
type Health string

const (
	HealthGood        Health = "good"
	HealthRevoked     Health = "revoked"     // the token no longer works: sign in again
	HealthUnconfirmed Health = "unconfirmed" // the e-mail address is not confirmed yet
	HealthPending     Health = "pending"     // the account waits for approval
	HealthDisabled    Health = "disabled"    // the account is frozen or suspended
	HealthServerDown  Health = "server_down" // the server did not answer, so the state is unknown
)

// SessionHealth is the result of CheckSession.
type SessionHealth struct {
	Health Health `json:"health"`
	// Description is the server's own text, if there was one.
	Description string `json:"description,omitempty"`
}

// CheckSession asks the server, once, for the state of a session. Use it after a call failed or was refused with 401 or 403.
func CheckSession(ctx Context, host Host, options SessionOptions) (SessionHealth, error) {
	client, err := newClient(ctx, host, Options{AccessTokenKey: sessionPrefix + options.ID, RatelimitMethod: RatelimitThrow})
	if err != nil {
		return SessionHealth{}, during("checkSession", err)
	}
	_, err = client.AccountVerifyCredentials(ctx)
	if hasCode(err, "aborted") || err != nil && AsError(err).Is(ErrRatelimit) {
		return SessionHealth{}, during("checkSession", err)
	}
	health := healthOf(err)
	if health.Health != HealthRevoked {
		return health, nil
	}
	// A tab that signs out or signs in again holds this lock until the old token is deleted from the storage.
	now := client.Credentials()
	key := sessionPrefix + options.ID
	err = host.locked(ctx, loginLock(now.APIBaseURL, key), func(ctx Context) error {
		record, err := host.Storage.Get(ctx, key)
		if err == nil && (record == nil || record.Text("access_token") != now.AccessToken) {
			health = SessionHealth{Health: HealthGood} // the refused token is no longer the session's token
		}
		return err
	})
	return health, during("checkSession", err)
}

// healthOf interprets the response to verify_credentials. Mastodon uses 403 for three states and distinguishes them by the text
// only, which it does not translate. Any other 403 counts as good, since the server accepted the token.
func healthOf(err error) SessionHealth {
	if err == nil {
		return SessionHealth{Health: HealthGood}
	}
	known := AsError(err)
	health := SessionHealth{Health: HealthServerDown, Description: known.Description}
	switch text := lower(known.Description); {
	case hasCode(err, "unauthorized", "invalid_token", "session_expired", "not_logged_in"):
		health.Health = HealthRevoked
	case known.Status != 403:
	case strings.Contains(text, "confirmed e-mail"):
		health.Health = HealthUnconfirmed
	case strings.Contains(text, "pending approval"):
		health.Health = HealthPending
	case strings.Contains(text, "disabled"):
		health.Health = HealthDisabled
	default:
		health.Health = HealthGood
	}
	return health
}
