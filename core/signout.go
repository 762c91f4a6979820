package core

import "strings"

// SignOutOutcome is the result of SignOut.
type SignOutOutcome struct {
	// Confirmed is whether the server confirmed that the token no longer works.
	Confirmed bool `json:"confirmed"`
	// InUse is whether another stored login has the same token, so that it was not revoked.
	InUse bool `json:"inUse,omitempty"`
	// AuthorizedAppsURL is the page on which the person can revoke the token, if that was not confirmed.
	AuthorizedAppsURL string `json:"authorizedAppsUrl,omitempty"`
}

// SignOut ends a session. It asks the server to revoke the token, unless another stored login has the same. This host forgets
// the session whatever the server answers and whatever is stored of the session. If the server did not confirm, the token alone is kept
// for a week, and each sign-in asks again to revoke it. If the store fails, SignOut returns its error, and can be called again. Mastodon has one token for an app, a person and a set of scopes, so the sign-out also ends other logins
// with it, for example those of a program that was given the token.
func SignOut(ctx Context, host Host, options SessionOptions) (SignOutOutcome, error) {
	if checksHost && host.check(ctx) != nil {
		return SignOutOutcome{}, during("signOut", host.check(ctx))
	}
	host, err := host.within(options.RequestTimeoutMs)
	if err != nil {
		return SignOutOutcome{}, during("signOut", err)
	}
	end, err := host.endSession(ctx, options.ID)
	outcome := SignOutOutcome{Confirmed: end.Confirmed, InUse: end.InUse}
	if !end.Confirmed {
		outcome.AuthorizedAppsURL = unconfirmedEnd(options.ID).AuthorizedAppsURL
	}
	return outcome, during("signOut", err)
}

// ForgetSession removes a session from this host only. The server is not asked, so the token still works for whoever has it.
// The result has the address of the page on which the person can revoke it.
func ForgetSession(ctx Context, host Host, options SessionOptions) (SignOutOutcome, error) {
	if checksHost && host.check(ctx) != nil {
		return SignOutOutcome{}, during("forgetSession", host.check(ctx))
	}
	outcome := unconfirmedEnd(options.ID)
	err := host.locked(ctx, loginLock(serverOf(options.ID), sessionPrefix+options.ID), func(ctx Context) error {
		return host.dropSession(ctx, options.ID)
	})
	return outcome, during("forgetSession", err)
}

// serverOf returns the base URL of a session's server.
func serverOf(id string) string {
	base, _, _ := strings.Cut(id, "#")
	return base
}

// unconfirmedEnd returns the result if the server did not confirm that the token was revoked.
func unconfirmedEnd(id string) SignOutOutcome {
	return SignOutOutcome{AuthorizedAppsURL: serverOf(id) + "/oauth/authorized_applications"}
}

// endSession revokes the token of a session and deletes the session. A token refresh or a sign-in that is under way finishes
// first. Once the server was asked, the session ends even if the caller has aborted.
func (h Host) endSession(ctx Context, id string) (outcome Revocation, err error) {
	lock := loginLock(serverOf(id), sessionPrefix+id)
	err = h.locked(ctx, lock, func(ctx Context) error {
		outcome, err = h.endSessionNow(ctx, id, "", outcome)
		return err
	})
	if err != nil && err == ctx.Err() {
		err = &Error{Kind: ErrNetwork, Code: CodeAborted, Message: "the sign-out was cancelled.", Hint: "The session goes on."}
	}
	return outcome, err
}

// endSessionNow does that for a caller that has the lock. asked is a token that was dealt with already, with this outcome.
func (h Host) endSessionNow(ctx Context, id, asked string, outcome Revocation) (Revocation, error) {
	var left *Credentials // the login, if its token may still work
	// Without locks, another tab may store a new token meanwhile. That one is revoked too.
	for range 3 {
		record, err := h.Storage.Get(ctx, sessionPrefix+id)
		if err != nil && !hasCode(err, CodeStorageCorrupt) {
			return outcome, err
		}
		if err != nil || record == nil || record.Text("access_token") == "" || record.Text("access_token") == asked {
			break // there is no token, or it cannot be read any more
		}
		if err := ctx.Err(); asked == "" && err != nil {
			return outcome, err
		}
		asked = record.Text("access_token")
		// For the person, the session ends when the server has answered or the time limit is over.
		held, unread := h.holdsToken(ctx, asked, true, sessionPrefix+id)
		outcome = Revocation{InUse: held || unread != nil}
		left = h.storedAt(record, serverOf(id))
		unable := false
		if !outcome.InUse {
			outcome.Confirmed, unable = h.revokeLogin(ctx, left, 5_000)
		}
		if held || outcome.Confirmed || unable {
			left = nil
		}
		ctx = unending(ctx)
	}
	key := h.keepUnused(ctx, left, "")
	err := h.dropSession(ctx, id)
	h.keepUnused(ctx, left, key) // until now, another tab found the token in the session, and may have deleted that record
	return outcome, err
}

// dropSession deletes a session. If it was selected, the next one on the list is selected. The records are deleted first: what
// is listed and has no records is not shown, and a full store may have room for the index then. If the credentials cannot be
// deleted, the session stays on the list, so that the person can try again.
func (h Host) dropSession(ctx Context, id string) error {
	ctx = unending(ctx)
	if err := h.erase(ctx, sessionPrefix+id); err != nil {
		return err
	}
	err := h.erase(ctx, accountPrefix+id)
	second := h.changeSessions(ctx, func(ids []string, current string) ([]string, string) {
		ids = without(ids, id)
		if current == id {
			current = first(append(ids, "")...)
		}
		return ids, current
	})
	// The record has no personal data, so a failure does not matter.
	_ = h.Storage.Delete(ctx, limitsPrefix+sessionPrefix+id)
	return firstError(err, second)
}

// eraseSession deletes the records of a session.
func (h Host) eraseSession(ctx Context, id string) error {
	err := h.erase(ctx, sessionPrefix+id)
	return firstError(err, h.erase(ctx, accountPrefix+id))
}

// erase deletes a record, and makes sure that it is gone. A record that the store does not delete is emptied.
func (h Host) erase(ctx Context, key string) error {
	failed := h.Storage.Delete(ctx, key)
	for range 2 {
		record, err := h.Storage.Get(ctx, key)
		if err == nil && (record == nil || len(record.Keys()) == 0) {
			return nil
		}
		failed = firstError(failed, err)
		if h.Storage.Set(ctx, key, nil) != nil {
			break
		}
	}
	return firstError(failed, &Error{
		Kind: ErrMastodon, Code: CodeStorageBlocked, Message: "the store still has what it was told to delete.",
		Hint: "Delete it there: the data of this site, or the file.",
	})
}

// firstError returns the first of two errors that is one.
func firstError(err, second error) error {
	if err == nil {
		return second
	}
	return err
}
