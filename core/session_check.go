package core

// SessionHealth is the result of CheckSession.
type SessionHealth struct {
	Health Health `json:"health"`
	// Description is the server's own text, if there was one.
	Description string `json:"description,omitempty"`
	// Page is the server's own page about the account, if the health is unconfirmed, pending or disabled.
	Page string `json:"page,omitempty"`
}

// CheckSession asks the server, once, for the state of a session. Use it after a call failed or was refused with 401 or 403.
func CheckSession(ctx Context, host Host, options SessionOptions) (SessionHealth, error) {
	if checksHost && host.check(ctx) != nil {
		return SessionHealth{}, during("checkSession", host.check(ctx))
	}
	host, err := host.within(options.RequestTimeoutMs)
	if err != nil {
		return SessionHealth{}, during("checkSession", err)
	}
	client, err := newClient(ctx, host, Options{AccessTokenKey: sessionPrefix + options.ID, RatelimitMethod: RatelimitThrow})
	if err != nil {
		return SessionHealth{}, during("checkSession", err)
	}
	_, err = client.fetchAsUser(ctx, call{op: "checkSession", method: "GET", path: accountPath})
	if hasCode(err, CodeAborted) || err != nil && AsError(err).Kind.within(ErrRatelimit) {
		return SessionHealth{}, during("checkSession", err)
	}
	health := healthOf(err)
	now := client.Credentials()
	key := sessionPrefix + options.ID
	if health.Health == HealthRevoked && now.RefreshToken != "" && now.AccessToken != "" {
		// It may only have run out: this device's clock may be wrong, or the server ends tokens early.
		err = client.locked(ctx, loginLock(now.APIBaseURL, key), func(ctx Context) error { return client.refresh(ctx, now.AccessToken) })
		if hasCode(err, CodeAborted) {
			return SessionHealth{}, during("checkSession", err)
		}
		if err == nil || !hasCode(err, CodeSessionExpired) {
			return healthOf(err), nil
		}
		now = client.Credentials()
	}
	if health.Health != HealthRevoked && (health.Health != HealthGood || !host.isEnded(ctx, key)) {
		return health, nil
	}
	// A tab that signs out or signs in again holds this lock until the old token is deleted from the storage.
	err = host.locked(ctx, loginLock(now.APIBaseURL, key), func(ctx Context) error {
		record, err := host.Storage.Get(ctx, key)
		if err != nil {
			return err
		}
		if record == nil || record.Text("access_token") != now.AccessToken {
			health = SessionHealth{Health: HealthGood} // the refused token is no longer the session's token
			return nil
		}
		if err = host.noteHealth(ctx, key, health.Health); hasCode(err, CodeLockLost) {
			return err
		}
		return nil // a store that cannot keep it changes nothing of what the server said
	})
	return health, during("checkSession", err)
}

// healthMember is the member of a stored session that says that its token has ended: "revoked". A login that is stored anew removes it. So a
// page that is opened later knows it too.
const healthMember = "health"

// isEnded reports whether a session is stored whose token the server has refused.
func (h Host) isEnded(ctx Context, key string) bool {
	record, err := h.Storage.Get(ctx, key)
	return err == nil && record != nil && record.Text(healthMember) != ""
}

// noteHealth stores that the token of a session has ended or, if it is good, that it has not.
func (h Host) noteHealth(ctx Context, key string, health Health) error {
	if health == HealthGood {
		health = ""
	}
	return h.Storage.Set(ctx, key, Fields{{healthMember, string(health)}})
}
