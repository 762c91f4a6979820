package weblogin

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// Mastodon has one token for an app, a person and a set of scopes. So a person who is signed in with two browsers is two visitors with
// one token, and a sign-out with one of them must not end the other. The store knows who has which token, by its hash. A core that asks
// for all records of a visitor, to find out whether a token is in use, also finds a stand-in for each that another visitor has.

// elsewherePrefix is the start of the key of such a stand-in. The key of the visitor's own record with that token follows.
const elsewherePrefix = "weblogin:elsewhere:"

// hash returns what is stored of a secret.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (s *visitorStore) holderKey(token, visitor string) string {
	return tokenPrefix + hash(token) + ":" + visitor
}

// noteHolder stores that the visitor has a token, before the visitor's record has it. held is the visitor's records before.
func (s *visitorStore) noteHolder(ctx core.Context, token string, held map[string]core.Document) error {
	if hasToken(held, token) {
		return nil
	}
	return s.store.Set(unlocked{ctx}, s.holderKey(token, s.visitor), core.Fields{{Name: "visitor", Value: s.visitor}})
}

// An unlocked context has no lock of a store: the note is right whoever has the visitor's locks, and a store need not find out.
type unlocked struct{ core.Context }

func (unlocked) Value(any) any { return nil }

// dropHolder removes that again if the record was the last one of the visitor with its token. A note that stays behind is found wrong
// when it is read.
func (s *visitorStore) dropHolder(ctx core.Context, before core.Document) {
	if before == nil || !before.Is(core.IsObject) || before.Text("access_token") == "" {
		return
	}
	token := before.Text("access_token")
	held, err := s.records(ctx)
	if err == nil && !hasToken(held, token) {
		_ = s.store.Delete(ctx, s.holderKey(token, s.visitor))
	}
}

func hasToken(held map[string]core.Document, token string) bool {
	for key, record := range held {
		if holdsLogin(key) && record.Is(core.IsObject) && record.Text("access_token") == token {
			return true
		}
	}
	return false
}

// withElsewhere adds the stand-ins to the visitor's keys.
func (s *visitorStore) withElsewhere(ctx core.Context, keys []string, held map[string]core.Document) ([]string, error) {
	all := keys
	for _, key := range keys {
		if !held[key].Is(core.IsObject) || held[key].Text("access_token") == "" {
			continue
		}
		found, err := s.isElsewhere(ctx, held[key].Text("access_token"))
		if err != nil {
			return nil, err
		}
		if found {
			all = append(all, elsewherePrefix+key)
		}
	}
	return all, nil
}

// isElsewhere reports whether another visitor has the token.
func (s *visitorStore) isElsewhere(ctx core.Context, token string) (bool, error) {
	prefix := s.holderKey(token, "")
	notes, err := s.store.Keys(ctx, prefix)
	for _, note := range notes {
		other := &visitorStore{store: s.store, visitor: strings.TrimPrefix(note, prefix)}
		if other.visitor == s.visitor {
			continue
		}
		held, err := other.records(ctx)
		if err != nil || hasToken(held, token) {
			return err == nil, err
		}
		_ = s.store.Delete(ctx, note) // it stayed behind
	}
	return false, err
}
