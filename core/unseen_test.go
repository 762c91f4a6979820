package core_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// signedInAs completes a sign-in at a server that says this about the account.
func signedInAs(t *testing.T, account map[string]string) (core.SignIn, error) {
	t.Helper()
	w := newWorld(t, practice.Options{})
	callback := w.approve(t, w.beginSignIn(t, nil).URL)
	body, err := json.Marshal(account)
	require.NoError(t, err)
	w.host.Transport = answering{w.host.Transport, "/api/v1/accounts/verify_credentials", jsonAnswer(200, string(body))}
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	if list := w.sessions(t).Sessions; err == nil {
		require.Len(t, list, 1, "who is signed in is listed")
		assert.Equal(t, done.Session, list[0])
	} else {
		assert.Empty(t, list)
	}
	return done, err
}

// What separates words or parts of a key somewhere, in Go, in JavaScript or for a person.
var separators = map[string]string{
	"a space": " ", "a tab": "\t", "a line break": "\n", "NUL": "\x00", "a vertical tab": "\v", "an escape": "\x1b", "DEL": "\x7f", "a next line": "\u0085",
	"a no-break space": "\u00a0", "a soft hyphen": "\u00ad", "an em space": "\u2003", "a zero-width space": "\u200b", "a joiner": "\u200d", "a line separator": "\u2028", "an override": "\u202e",
	"a narrow no-break space": "\u202f", "an isolate": "\u2067", "a word joiner": "\u2060", "a mathematical space": "\u205f", "an ideographic space": "\u3000",
	"a Hangul filler": "\u3164", "a blank Braille pattern": "\u2800", "a byte order mark": "\ufeff", "a variation selector": "\ufe0f", "a tag": "\U000e0041", "an ogham space": "\u1680",
}

func TestAnAccountIDHasVisibleASCIICharactersOnly(t *testing.T) {
	for _, id := range []string{"1", "117699148910553142", "9qRxYz", "01J9Z3-K_4.a~b", "0192f3c4-5d6e-7f80-91a2-b3c4d5e6f708", "a@b|c,d/e?f=g+h:i%20"} {
		done, err := signedInAs(t, map[string]string{"id": id, "username": "eve"})
		require.NoError(t, err, id)
		assert.Equal(t, "https://practice.example#"+id, done.Session.ID)
	}
	for name, separator := range separators {
		_, err := signedInAs(t, map[string]string{"id": "1" + separator + "2", "username": "eve"})
		assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, name)
	}
	for _, id := range []string{"1#2", "é", "١"} {
		_, err := signedInAs(t, map[string]string{"id": id, "username": "eve"})
		assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, id)
	}
}

// Names are shown before the server's domain. What would push that out of sight, or look like another one, is an underscore. People with
// names that WordPress allows (blanks, an e-mail address) are let in.
func TestAUserNameThatWouldDeceiveIsMended(t *testing.T) {
	shownAs := func(username, shown string) {
		t.Helper()
		done, err := signedInAs(t, map[string]string{"id": "1", "username": username})
		require.NoError(t, err, username)
		assert.Equal(t, shown+"@practice.example", done.Session.Account.Handle)
		assert.Equal(t, shown, done.Session.Account.Username)
	}
	for _, separator := range separators {
		shownAs("eve"+separator+"x", "eve_x")
		_, err := signedInAs(t, map[string]string{"id": "1", "username": strings.Repeat(separator, 3)})
		assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, "nothing of it can be seen")
	}
	for _, at := range []string{"@", "＠", "﹫"} {
		shownAs("alice"+at+"mastodon.example", "alice_mastodon.example")
	}
	for _, username := range []string{"eve", "Eve_1.x-y", "jürgen", "アリス", "али́са"} {
		shownAs(username, username)
	}
	shownAs("Jane Doe", "Jane_Doe")
}

// Unicode's own lists of what leaves no mark. Some characters of the category Cf are visible: signs before numbers in Arabic and Kaithi.
func TestWhatUnicodeCallsInvisibleIsUnseen(t *testing.T) {
	visibleSigns := []*unicode.RangeTable{unicode.Prepended_Concatenation_Mark}
	for r := rune(0x7f); r <= unicode.MaxRune; r++ {
		invisible := unicode.In(r, unicode.Cf, unicode.Z, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
		if invisible && !unicode.In(r, visibleSigns...) {
			assert.True(t, core.IsUnseen(r), "%U", r)
		}
	}
}

func TestADisplayNameIsOneLineThatCanBeSeen(t *testing.T) {
	for given, shown := range map[string]string{
		"Alice":                          "Alice",
		"Alice\n\n@bob@mastodon.example": "Alice  @bob@mastodon.example",
		"\u202eecilA":                    "ecilA",
		"Alice\u2067\u202e":              "Alice",
		"\u2800\u3164\u200d ":            "eve",
		"":                               "eve",
		"👩\u200d💻 Alice ❤\ufe0f":         "👩\u200d💻 Alice ❤\ufe0f",
		"علی\u200cرضا":                   "علی\u200cرضا",
		strings.Repeat("a", 1000):        strings.Repeat("a", 300) + "…",
	} {
		done, err := signedInAs(t, map[string]string{"id": "1", "username": "eve", "display_name": given})
		require.NoError(t, err, given)
		assert.Equal(t, shown, done.Session.Account.DisplayName)
	}
}

func TestStoredScopesAreWordsOfASCII(t *testing.T) {
	for given, kept := range map[string][]string{
		"read write": {"read", "write"}, "READ,Write+follow\tread": {"read", "write", "follow"}, "read\u00a0write read": {"read"}, "read:bloc\u212as read": {"read"},
	} {
		w := newWorld(t, practice.Options{})
		callback := w.approve(t, w.beginSignIn(t, nil).URL)
		token, err := json.Marshal(map[string]string{"access_token": "t", "token_type": "Bearer", "scope": given})
		require.NoError(t, err)
		account := answering{w.host.Transport, "/api/v1/accounts/verify_credentials", jsonAnswer(200, `{"id":"1","username":"eve"}`)}
		w.host.Transport = answering{account, "/oauth/token", jsonAnswer(200, string(token))}
		done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		require.NoError(t, err, given)
		assert.Equal(t, kept, done.Session.Scopes, given)
		record, err := w.store.Get(w.ctx, "mastoauth:session:"+done.Session.ID)
		require.NoError(t, err)
		assert.Equal(t, strings.Join(kept, " "), record.Text("scope"), "as the page splits it")
	}
}
