// What a refused registration was refused for, in the words of each software and in any language.

package core_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// The word of an error decides, whatever its text says and in whatever language.
func TestTheWordOfARefusedRegistrationDecides(t *testing.T) {
	for _, test := range []struct {
		word, code string
		requests   int
	}{
		{"invalid-client_name", "client_name_refused", 1},
		{"invalid-redirect_uris", "app_registration_refused", 1},
		{"invalid-website", "app_registration_refused", 1},
		{"invalid-scopes", "invalid_scope", 3},
		{"invalid_scope", "invalid_scope", 3},
	} {
		for _, text := range []string{
			"", "Der Name der App muss zwischen 3 und 200 Zeichen lang sein.", "Ungültige Angabe", "無効です", "The scope is invalid", "The client name is invalid", "Bad website",
		} {
			refusal := jsonAnswer(422, `{"error":"`+test.word+`","error_description":"`+text+`"}`)
			_, play, _, err := createApp(core.CreateAppOptions{ClientName: "ab", Scopes: []string{"profile"}}, refusal)
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code), "%s: %s", test.word, text)
			assert.Len(t, play.sent(), test.requests, "%s: %s", test.word, text)
		}
	}
}

// Another fault than the scopes costs one of the five registrations that a server accepts in ten minutes.
func TestAnotherFaultIsNoReasonToReplaceScopes(t *testing.T) {
	for name, refusal := range map[string]answer{
		"Mastodon, website":             jsonAnswer(422, `{"error":"Validation failed: Application website is too long (maximum is 2000 characters)"}`),
		"Mastodon, German":              jsonAnswer(422, `{"error":"Gültigkeitsprüfung ist fehlgeschlagen: Website der Anwendung ist zu lang (mehr als 2000 Zeichen)"}`),
		"Mastodon, French":              jsonAnswer(422, `{"error":"Validation échouée : Site web de l’application est trop long (pas plus de 2000 caractères)"}`),
		"Mastodon, a German address":    jsonAnswer(422, `{"error":"Gültigkeitsprüfung ist fehlgeschlagen: Weiterleitungs-URI wird vom Server nicht erlaubt."}`),
		"Mastodon, a Japanese address":  jsonAnswer(422, `{"error":"検証に失敗しました: リダイレクトURIは不正です"}`),
		"Mastodon, beside the scopes":   jsonAnswer(422, `{"error":"Validation failed: Application name can't be blank, Scopes doesn't match those configured on the server."}`),
		"details by attribute":          jsonAnswer(422, `{"error":"Ungültig","details":{"website":[{"error":"ERR_INVALID","description":"ist ungültig"}]}}`),
		"GoToSocial":                    jsonAnswer(400, `{"error":"Bad Request: json: cannot unmarshal array into Go struct field ApplicationCreateRequest.redirect_uris of type string"}`),
		"details, the scopes not among": jsonAnswer(422, `{"error":"No scope was looked at","details":{"redirect_uris":[{"error":"ERR_INVALID"}]}}`),
	} {
		_, play, _, err := createApp(core.CreateAppOptions{
			ClientName: "ab", Scopes: []string{"profile", "write:statuses", "read:collections"},
		}, refusal)
		require.Error(t, err, name)
		assert.Equal(t, core.CodeAppRegistrationRefused, core.AsError(err).Code, name)
		assert.Len(t, play.sent(), 1, name)
	}
}

// Where nobody knows what a server refuses, one registration more shows that it is not the scopes.
func TestAFaultThatNobodyKnowsCostsTwoRegistrations(t *testing.T) {
	for name, refusal := range map[string]answer{
		"no words":            jsonAnswer(422, `{"error":"Validation failed"}`),
		"no body":             {status: 400},
		"a language":          jsonAnswer(422, `{"error":"入力エラー"}`),
		"details of its own":  jsonAnswer(422, `{"error":"x","details":{"owner":[{"error":"ERR_BLANK"}]}}`),
		"a word of its own":   jsonAnswer(400, `{"error":"app_limit_reached"}`),
		"an invalid request":  jsonAnswer(400, `{"error":"invalid_request"}`),
		"another code, prose": jsonAnswer(422, `{"error":"Too many apps of this address"}`),
	} {
		for scopes, requests := range map[string]int{"read": 1, "read write push": 1, "profile": 2, "profile write:statuses read:collections admin:read:reports": 2} {
			_, play, _, err := createApp(core.CreateAppOptions{ClientName: "ab", Scopes: []string{scopes}}, refusal)
			require.Error(t, err, name)
			assert.Len(t, play.sent(), requests, "%s: %s", name, scopes)
		}
	}
}

// If it is the scopes, the least that does the work is asked for next. The coarsest are kept for a server that knows no others.
func TestTheCoarsestScopesAreAskedForOnce(t *testing.T) {
	for name, test := range map[string]struct {
		knows string
		asked []string
	}{
		"only coarse ones": {"read write", []string{"profile write:statuses", "read write", "read:accounts write:statuses", "read write:statuses"}},
		"all but profile":  {"read write read:accounts write:statuses", []string{"profile write:statuses", "read write", "read:accounts write:statuses"}},
		"no others at all": {"", []string{"profile write:statuses", "read write"}},
	} {
		server := &choosy{knows: func(scope string) bool { return slices.Contains(strings.Fields(test.knows), scope) }, words: inNoWords}
		host := native.Host(native.NewMemStore())
		host.Transport = server
		_, err := core.CreateApp(t.Context(), host, core.CreateAppOptions{ClientName: "x", APIBaseURL: "server.example", Scopes: []string{"profile", "write:statuses"}})
		assert.Equal(t, test.knows == "", err != nil, name)
		assert.Equal(t, test.asked, server.asked, name)
	}
}

// A status that speaks of the address is no refusal of what the app says about itself: other options and other scopes would not help.
func TestAStatusOfTheAddressRefusesNoRegistration(t *testing.T) {
	told := func(status int) string {
		_, play, _, err := createApp(core.CreateAppOptions{ClientName: "ab", Scopes: []string{"profile"}}, jsonAnswer(status, `{"error":"No"}`))
		require.Error(t, err, status)
		return fmt.Sprint(core.AsError(err).Code, " after ", len(play.sent()))
	}
	for status := 400; status < 500; status++ {
		want := "request_refused after 1"
		switch status {
		case 400, 422: // profile may be what the server refuses, so read:accounts is tried
			want = "app_registration_refused after 2"
		case 401, 403:
			want = "app_registration_closed after 1"
		case 404:
			want = "not_found after 1"
		case 429:
			want = "rate_limited after 1"
		}
		assert.Equal(t, want, told(status), status)
	}
}
