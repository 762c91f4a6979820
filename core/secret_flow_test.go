package core_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A server repeats what it learned in an earlier step of the same flow.
func TestNoSecretOfAnEarlierStepIsInAnError(t *testing.T) {
	inGoPrograms(t, "jsbind/redaction.js")
	w := newWorld(t, practice.Options{})
	// begin signs in up to the answer, and returns what the server then says, with all that it learned.
	begin := func() (back url.Values, told string) {
		answer, err := url.Parse(w.approve(t, w.beginSignIn(t, nil).URL))
		require.NoError(t, err)
		back = answer.Query()
		record, err := w.store.Get(w.ctx, "mastoauth:pending:"+back.Get("state"))
		require.NoError(t, err)
		return back, strings.Join([]string{
			"no", back.Get("code"), back.Get("state"), record.Text("code_verifier"), record.Text("client_secret"), "for media 109302436954721982",
		}, " ")
	}
	complete := func(back url.Values, code string) {
		t.Helper()
		_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: redirectURI + "?" + back.Encode()})
		known := core.AsError(err)
		assert.Equal(t, code, string(known.Code))
		assert.Equal(t, "no [hidden] [hidden] [hidden] [hidden] for media 109302436954721982", known.Description)
	}
	back, told := begin()
	back.Set("error", "server_error")
	back.Set("error_description", told)
	complete(back, "server_error")

	back, told = begin()
	w.host.Transport = answering{w.host.Transport, "/verify_credentials", jsonAnswer(403, `{"error":"`+told+`"}`)}
	complete(back, "forbidden")
}

// What is no secret is shown, also where it was sent.
func TestHarmlessWordsAreShownAsTheyCome(t *testing.T) {
	for _, said := range []string{
		"No media with id 109302436954721982", "01HXMV3T0S8QW6F4Y2K9N7B5DZ is no account", "write:statuses read:accounts are missing",
		"0b6e1c7a-7d0e-4c1f-9a5e-3c2d1b0a9f8e was used", "Donaudampfschifffahrtsgesellschaftskapitän", "id-1 is no app", `a &amp; b%20c \\u002b`,
	} {
		client, _ := scripted(t, core.Options{}, answer{
			status: 422, body: `{"error":"` + said + `","details":{"media":[{"error":"` + said + `"}]}}`, header: map[string]string{"X-Request-Id": "0b6e1c7a-7d0e"},
		})
		_, err := client.StatusPost(t.Context(), core.StatusPostOptions{
			Status: said, MediaIDs: strings.Fields(said), IdempotencyKey: "0b6e1c7a-7d0e-4c1f-9a5e-3c2d1b0a9f8e",
		})
		known := core.AsError(err)
		want := strings.ReplaceAll(said, `\\`, `\`)
		assert.Equal(t, want, known.Description)
		assert.Equal(t, "0b6e1c7a-7d0e", known.RequestID)
		assert.Equal(t, []core.FieldError{{Field: "media", Code: want}}, known.FieldErrors())
	}
}

// The answers to a sign-up and to an exchange of a code, which may also have a new token.
func TestNoSecretIsInWhatFollowsAToken(t *testing.T) {
	inGoPrograms(t, "jsbind/redaction.js")
	client, _ := scripted(t, core.Options{},
		jsonAnswer(200, `{"access_token":"app-token-1","scope":"write"}`),
		jsonAnswer(200, `{"identifier":"awaiting_approval","message":"`+email+` app-token-1 PASSWORD-of-1 for media 109302436954721982"}`),
		jsonAnswer(400, `{"error":"no new-token-1 and no new-secret-1","access_token":"new-token-1","client_secret":"new-secret-1"}`),
	)
	_, err := client.CreateAccount(t.Context(), core.CreateAccountOptions{Username: "zoe", Email: email, Password: "password-of-1", Agreement: true, Scopes: []string{"write"}})
	assert.Equal(t, core.CodeAccountPending, core.AsError(err).Code)
	assert.Equal(t, "[hidden] [hidden] [hidden] for media 109302436954721982", core.AsError(err).Description)
	_, err = client.Preferences(t.Context())
	assert.Equal(t, "no [hidden] and no [hidden]", core.AsError(err).Description)
}

func TestHalfOfALongSecretIsASecretToo(t *testing.T) {
	inGoPrograms(t, "e2e/specs/secret-echoes.spec.mjs")
	secret := strings.Repeat("abcdefghij", 100)
	client, _ := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1", AccessToken: secret}, jsonAnswer(403, `{"error":"`+secret+` is no good"}`))
	_, err := client.Preferences(t.Context())
	assert.Equal(t, "[hidden] is no good", core.AsError(err).Description)
}

// What one call sends, a server may repeat in its answer to a later one.
func TestNoSecretOfAnEarlierCallIsInAnError(t *testing.T) {
	inGoPrograms(t, "jsbind/redaction.js")
	for name, calls := range callsWithSecrets {
		for _, call := range calls {
			server := &echoing{place: places["error"], spelling: spellings["as it is"]}
			err := callEchoing(t, server, func(ctx context.Context, c *core.Client) error {
				_ = call(ctx, c)
				_, err := c.Preferences(ctx)
				return err
			})
			require.Error(t, err)
			requireNoSecret(t, err, "after", name)
		}
	}
}

// A server's error names the fields, also for a person whose password is such a name or a part of a code.
func TestFieldsAndCodesAreNoSecrets(t *testing.T) {
	for _, word := range []string{"password", "email", "reason", "invalid", "blank", "taken"} {
		client, _ := scripted(t, core.Options{},
			jsonAnswer(200, `{"access_token":"app-token-1","scope":"write"}`),
			jsonAnswer(422, `{"error":"no","details":{"password":[{"error":"ERR_INVALID"}],"email":[{"error":"ERR_BLANK"}],"reason":[{"error":"ERR_TAKEN"}]}}`),
		)
		_, err := client.CreateAccount(t.Context(), core.CreateAccountOptions{Username: "zoe", Email: email, Password: word, Agreement: true, Scopes: []string{"write"}})
		assert.Equal(t, []core.FieldError{{Field: "password", Code: "ERR_INVALID"}, {Field: "email", Code: "ERR_BLANK"}, {Field: "reason", Code: "ERR_TAKEN"}}, core.AsError(err).FieldErrors(), word)
		assert.Equal(t, []string{core.GoName("email")}, core.AsError(err).Missing, word)
	}
}
