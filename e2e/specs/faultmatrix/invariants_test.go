package faultmatrix

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// documented are the codes of docs/errors.md, and the one that only Go programs see, in docs/go.md.
var documented = sync.OnceValue(func() []string {
	page, err := os.ReadFile("../../../docs/errors.md")
	if err != nil {
		panic(err)
	}
	var codes []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`[a-z_`, ]+) \\|").FindAllStringSubmatch(string(page), -1) {
		for _, code := range strings.Split(row[1], ",") {
			codes = append(codes, strings.Trim(code, "` "))
		}
	}
	return codes
})

// isNamed: an error says what happened, in a word that is documented, where, and to a person. It tells no secret.
func (s *stage) isNamed(err error) {
	s.t.Helper()
	known, ok := err.(*core.Error)
	require.True(s.t, ok, "%T: %v", err, err)
	named := slices.Contains(documented(), string(known.Code)) && known.Code != "internal" && known.Code != "unexpected"
	assert.True(s.t, named, "%s: %s", known.Code, known.Message)
	assert.NotEmpty(s.t, known.Op, known.Code)
	assert.Greater(s.t, len(known.Message), 10)
	text, _ := json.Marshal(known)
	for _, secret := range s.secrets() {
		assert.NotContains(s.t, known.Error()+string(text), secret)
	}
}

// secrets are all that the server and the people know.
func (s *stage) secrets() []string {
	all := slices.Concat(s.known, s.ports.given)
	for _, line := range s.server.Log() {
		for _, match := range regexp.MustCompile(`\b(?:code|code_verifier|password)=([^& ]+)`).FindAllStringSubmatch(line, -1) {
			all = append(all, match[1])
		}
	}
	return slices.DeleteFunc(all, func(secret string) bool { return len(secret) < 8 })
}

// holders are the records that may hold a secret, by the beginning of their keys.
var holders = []string{sessionKey, pendingKey, newcomerKey, "mastoauth:unused:", "mastoauth:app:", "app", "another app", "login"}

// keepsSecrets: secrets are only where they belong, and a password or a code is nowhere.
func (s *stage) keepsSecrets() {
	s.t.Helper()
	secrets := s.secrets()
	for key, record := range s.records() {
		text, _ := json.Marshal(record)
		for _, secret := range secrets {
			if !strings.Contains(key+string(text), secret) {
				continue
			}
			name := fieldOf(record, secret)
			holds := slices.ContainsFunc(holders, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) &&
				slices.Contains([]string{"access_token", "refresh_token", "client_secret", "code_verifier"}, name)
			assert.True(s.t, holds, "a secret is in %s, %s", key, name)
		}
	}
}

func fieldOf(record map[string]string, value string) string {
	for name, stored := range record {
		if strings.Contains(stored, value) {
			return name
		}
	}
	return "(its key)"
}

// ownsItsLogins: what was given to act as a person is stored, or does not work any more. Where the store fails, the client may have it.
func (s *stage) ownsItsLogins(tokens []string, storeFails bool) {
	s.t.Helper()
	for _, token := range tokens {
		held := storeFails && s.client != nil && s.client.Credentials().AccessToken == token
		for _, record := range s.records() {
			held = held || record["access_token"] == token
		}
		if !held {
			assert.False(s.t, s.alive(token), "nobody has a token that works")
		}
	}
}

// leavesOthersAlone: bob's session is as it was, and listed, unless a record of his own was damaged.
func (s *stage) leavesOthersAlone(before map[string]map[string]string) {
	s.t.Helper()
	now := s.records()
	if slices.ContainsFunc(s.ports.hurt, func(key string) bool { return strings.HasSuffix(key, s.bob.ID) }) {
		return
	}
	for _, key := range []string{sessionKey + s.bob.ID, "mastoauth:account:" + s.bob.ID} {
		assert.Equal(s.t, before[key], now[key], "bob has what he had")
	}
	if index, ok := now["mastoauth:sessions"]; ok {
		assert.Contains(s.t, strings.Fields(index["list"]), s.bob.ID)
	}
	if !s.ranOut {
		assert.True(s.t, s.alive(now[sessionKey+s.bob.ID]["access_token"]), "bob's token works")
	}
}

// complete are the members that a record needs, by the beginning of its key.
var members = map[string][]string{
	sessionKey:           {"api_base_url", "client_id", "client_secret", "access_token"},
	"mastoauth:account:": {"id", "username", "handle"},
	"mastoauth:app:":     {"api_base_url", "client_id", "client_secret"},
	"another app":        {"api_base_url", "client_id", "client_secret"},
	"login":              {"api_base_url", "access_token"},
	newcomerKey:          {"api_base_url", "access_token", "username"},
}

// hasNoHalves: each record has all of its members, and a session all of its records. (What is listed and has none is not shown: a store
// that is full may not take another list.)
func (s *stage) hasNoHalves() {
	s.t.Helper()
	records := s.records()
	listed := strings.Fields(records["mastoauth:sessions"]["list"])
	for key, record := range records {
		for prefix, names := range members {
			if !strings.HasPrefix(key, prefix) {
				continue
			}
			for _, name := range names {
				assert.NotEmpty(s.t, record[name], "%s, %s", key, name)
			}
		}
		for _, prefix := range []string{sessionKey, "mastoauth:account:"} {
			if id, ok := strings.CutPrefix(key, prefix); ok {
				assert.Contains(s.t, listed, id, key)
			}
		}
		if strings.HasPrefix(key, pendingKey) && record["used"] == "" {
			assert.NotEmpty(s.t, record["client_id"], key)
			assert.NotEmpty(s.t, record["redirect_uri"], key)
		}
	}
	for _, id := range listed {
		assert.Equal(s.t, records[sessionKey+id] == nil, records["mastoauth:account:"+id] == nil, id)
	}
}
