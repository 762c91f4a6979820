package core

import "strconv"

// Every token that a server gave belongs to a stored session, a pending login or a pending sign-up, or it is revoked. A token that
// is still to be revoked is stored, so that it is revoked later if the page closes or the server is down. The next sign-in
// tries again.

// unusedPrefix is the start of the storage key of each such token.
const unusedPrefix = "mastoauth:unused:"

// unusedLifetime is for how long that is tried, in milliseconds.
const unusedLifetime = 7 * 24 * 60 * 60_000

// endToken revokes a token that is not used any more.
func (h Host) endToken(ctx Context, login Credentials) {
	if login.AccessToken == "" {
		return
	}
	key := ""
	if name, err := newState(h.Crypto); err == nil {
		key = unusedPrefix + name
		record := append(login.record(), Field{"created_at", strconv.FormatInt(int64(nowMs()), 10)})
		_ = h.Storage.Set(unending(ctx), key, record) // if this fails, there is only this one try
	}
	if h.revokeUnheld(ctx, login) && key != "" {
		_ = h.Storage.Delete(unending(ctx), key)
	}
}

// revokeUnheld revokes a token, unless a session or a sign-up has the same one: Mastodon returns the same token for the same app,
// account and scopes. It returns false if the token may still work although nothing has it.
func (h Host) revokeUnheld(ctx Context, login Credentials) bool {
	if login.AccessToken == "" {
		return true
	}
	held, err := h.holds(ctx, login.AccessToken)
	return err == nil && (held || h.revokeLogin(ctx, login, 8_000))
}

// holds reports whether a session that is shown or the pending sign-up has this token.
func (h Host) holds(ctx Context, token string) (bool, error) {
	ids, _, err := h.sessionIDs(ctx)
	for _, id := range append([]string{""}, ids...) {
		key := sessionPrefix + id
		if id == "" {
			key = newcomerKey
		}
		record, second := h.Storage.Get(ctx, key)
		if second == nil && record != nil && record.Text("access_token") == token {
			known := id == ""
			if !known {
				_, known, second = h.loadSession(ctx, id)
			}
			if known {
				return true, nil
			}
		}
		if !hasCode(second, "storage_corrupt") {
			err = firstError(err, second)
		}
	}
	return false, err
}

// endUnused revokes the tokens that nothing uses any more: those that could not be revoked before, and those of sessions that are
// not shown, because a page was closed halfway or a record was lost. It sends its requests in the background.
func (h Host) endUnused(ctx Context) {
	ctx = unending(ctx)
	keys, _ := h.Storage.Keys(ctx, unusedPrefix)
	for _, key := range keys {
		if record, err := h.Storage.Get(ctx, key); err == nil && record != nil {
			go h.endUnusedAt(ctx, key, record)
		}
	}
	keys, _ = h.Storage.Keys(ctx, sessionPrefix)
	for _, key := range keys {
		if id := key[len(sessionPrefix):]; h.isUnshown(ctx, id) {
			go h.endUnshown(ctx, id)
		}
	}
}

func (h Host) endUnusedAt(ctx Context, key string, record Document) {
	created, _ := record.Number("created_at")
	if h.revokeUnheld(ctx, loginIn(record, record.Text("api_base_url"))) || nowMs() > created+unusedLifetime {
		_ = h.Storage.Delete(ctx, key) // if this fails, the next sign-in tries again
	}
}

// isUnshown reports whether a session is stored, but not shown.
func (h Host) isUnshown(ctx Context, id string) bool {
	ids, _, err := h.sessionIDs(ctx)
	_, known, second := h.loadSession(ctx, id)
	return err == nil && (second == nil || hasCode(second, "storage_corrupt")) && !(known && contains(ids, id))
}

func (h Host) endUnshown(ctx Context, id string) {
	key := sessionPrefix + id
	// A tab that signs in holds this lock until the session is shown.
	_ = h.locked(ctx, loginLock(serverOf(id), key), func(ctx Context) error {
		record, err := h.Storage.Get(ctx, key)
		if err != nil || record == nil || !h.isUnshown(ctx, id) {
			return err
		}
		h.endToken(ctx, loginIn(record, serverOf(id)))
		return h.dropSession(ctx, id)
	})
}
