package core

import (
	"strconv"
	"strings"
)

// Every token that a server gave belongs to a stored session, a pending login or a pending sign-up, or it is revoked. A token that
// is still to be revoked is stored, so that it is revoked later if the page closes or the server is down. The next sign-in
// tries again. The token of a sign-out that the server did not confirm is stored like that too, unless the server cannot do it: some
// servers revoke no tokens.

// unusedPrefix is the start of the storage key of each such token.
const unusedPrefix = "mastoauth:unused:"

// unusedLifetime is for how long that is tried, in milliseconds.
const unusedLifetime = 7 * 24 * 60 * 60_000

// endToken revokes a token that is not used any more.
// own is the key of the record that it is in and that is of no use any more, if there is one.
func (h Host) endToken(ctx Context, login *Credentials, own string) {
	if login.AccessToken == "" {
		return
	}
	h.revokeKept(ctx, login, h.keepUnused(ctx, login, ""), own, nowMs())
}

// revokeKept revokes a token that was kept to be revoked, at that time, in milliseconds, under that key.
func (h Host) revokeKept(ctx Context, login *Credentials, key, own string, keptAt float64) {
	_ = h.locked(ctx, revocationLock(login), func(ctx Context) error { return h.revokeKeptNow(ctx, login, key, own, keptAt) })
}

// revokeKeptNow does that for a caller that has the lock.
func (h Host) revokeKeptNow(ctx Context, login *Credentials, key, own string, keptAt float64) error {
	if h.revokeUnheld(ctx, login, own) || nowMs() > keptAt+unusedLifetime {
		return h.Storage.Delete(unending(ctx), key) // if this fails, the next sign-in tries again
	}
	return nil
}

// revocationLock is the name of the lock under which the unused tokens of a server are revoked, and under which a code is exchanged for a new
// one and that is stored: a server gives the same token again for the same app, account and scopes, and the new login would end with the
// old one. A sign-out does not wait for it. Whoever has it takes no other lock.
func revocationLock(login *Credentials) string { return unusedPrefix + login.APIBaseURL }

// keepUnused stores a token that is to be revoked, if login is not nil. It returns the key, which is a new one if none is given.
func (h Host) keepUnused(ctx Context, login *Credentials, key string) string {
	if login == nil {
		return ""
	}
	if key == "" {
		name, _ := newState(h.Crypto)
		key = unusedPrefix + name
	}
	record := append(login.record(), Field{"created_at", strconv.FormatInt(int64(nowMs()), 10)})
	_ = h.Storage.Set(unending(ctx), key, record) // if this fails, there is only the one try
	return key
}

// endStored is endToken for the token of a stored record, if there is one.
func (h Host) endStored(ctx Context, record Document, base, own string) {
	if record != nil {
		h.endToken(ctx, loginIn(record, first(base, record.Text("api_base_url"))), own)
	}
}

// revokeUnheld revokes a token, unless another record has it; see holdsToken. It returns whether that is done with: it is false if the
// token may still work although nothing has it, and it is of use to ask again.
func (h Host) revokeUnheld(ctx Context, login *Credentials, own string) bool {
	held, err := h.holdsToken(ctx, login.AccessToken, false, own)
	if err != nil || held {
		return err == nil
	}
	confirmed, unable := h.revokeLogin(ctx, login, 8_000)
	return confirmed || unable
}

// holdsToken reports whether a record has the token, other than the one with the own key: Mastodon returns the same token for the
// same app, account and scopes. done leaves out the logins that are not completed: with a sign-out, they are over. It returns an
// error if a record cannot be read, which may have the token.
func (h Host) holdsToken(ctx Context, token string, done bool, own string) (bool, error) {
	keys, err := h.Storage.Keys(ctx, "")
	ids, _, second := h.sessionIDs(ctx)
	err = firstError(err, second)
	for _, id := range ids { // for a store that cannot list its keys
		keys = append(keys, sessionPrefix+id)
	}
	for _, key := range append(keys, newcomerKey) {
		if key == own || strings.HasPrefix(key, unusedPrefix) || done && strings.HasPrefix(key, pendingPrefix) {
			continue
		}
		record, second := h.Storage.Get(ctx, key)
		if second == nil && record != nil && record.Text("access_token") == token {
			return true, nil
		}
		if !hasCode(second, CodeStorageCorrupt) {
			err = firstError(err, second)
		}
	}
	return false, err
}

// endUnused revokes the tokens that nothing uses any more: those that could not be revoked before, and those of sessions that are
// not shown, because a page was closed halfway or a record was lost. It sends its requests in the background.
func (h Host) endUnused(ctx Context) {
	keys, _ := h.Storage.Keys(ctx, unusedPrefix)
	for _, key := range keys {
		if record, err := h.Storage.Get(ctx, key); err == nil && record != nil && !isNewer(record) {
			h.dropUnused(ctx, key, record)
		}
	}
	keys, _ = h.Storage.Keys(ctx, sessionPrefix)
	for _, key := range keys {
		if id := key[len(sessionPrefix):]; h.isUnshown(ctx, id) {
			go h.endUnshown(unending(ctx), id)
		}
	}
}

// dropUnused deletes a record that nothing uses any more. If it has a token, that is revoked first, in the background. A record whose
// token could not be revoked stays for a week, and each sign-in tries again.
func (h Host) dropUnused(ctx Context, key string, record Document) {
	if record.Text("access_token") == "" {
		_ = h.Storage.Delete(ctx, key) // if this fails, the next sign-in deletes it
		return
	}
	keptAt, _ := record.Number("created_at")
	go h.revokeKept(unending(ctx), loginIn(record, record.Text("api_base_url")), key, key, keptAt)
}

// isUnshown reports whether a session is stored, but not shown. Those of a newer version are its own affair.
func (h Host) isUnshown(ctx Context, id string) bool {
	ids, _, err := h.sessionIDs(ctx)
	_, known, second := h.loadSession(ctx, id)
	if err != nil || second != nil && !hasCode(second, CodeStorageCorrupt) || known && contains(ids, id) {
		return false
	}
	for _, prefix := range []string{sessionPrefix, accountPrefix} {
		if record, err := h.Storage.Get(ctx, prefix+id); err == nil && isNewer(record) {
			return false
		}
	}
	return true
}

func (h Host) endUnshown(ctx Context, id string) {
	key := sessionPrefix + id
	// A tab that signs in holds this lock until the session is shown.
	_ = h.locked(ctx, loginLock(serverOf(id), key), func(ctx Context) error {
		record, err := h.Storage.Get(ctx, key)
		if err != nil || !h.isUnshown(ctx, id) {
			return err
		}
		h.endStored(ctx, record, serverOf(id), key)
		return h.dropSession(ctx, id)
	})
}
