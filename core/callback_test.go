package core_test

import (
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestCallbacksThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change func(callback string) string
		code   string
	}{
		"no answer":            {func(string) string { return redirectURI }, "callback_empty"},
		"not an address":       {func(string) string { return "code=1" }, "option_invalid"},
		"no state":             {func(c string) string { return without(c, "state") }, "state_missing"},
		"a wrong state":        {func(c string) string { return with(c, "state", "forged") }, "state_mismatch"},
		"a state from nowhere": {func(c string) string { return with(c, "state", "__proto__") }, "state_mismatch"},
		"an access token":      {func(c string) string { return c + "&access_token=stolen-1" }, "token_in_callback"},
		"a token in the hash":  {func(c string) string { return redirectURI + "#access_token=stolen-1&state=" + param(c, "state") }, "token_in_callback"},
		"two codes":            {func(c string) string { return c + "&code=second-1" }, "duplicate_parameter"},
		"codes in both":        {func(c string) string { return c + "#code=second-1" }, "duplicate_parameter"},
		"a foreign issuer":     {func(c string) string { return c + "&iss=https%3A%2F%2Fevil.example" }, "issuer_mismatch"},
		"access denied":        {func(c string) string { return redirectURI + "?error=access_denied&state=" + param(c, "state") }, "access_denied"},
		"denied without state": {func(string) string { return redirectURI + "?error=access_denied" }, "access_denied"},
		"an error of OAuth":    {func(c string) string { return redirectURI + "?error=invalid_scope&state=" + param(c, "state") }, "invalid_scope"},
		"an error of prose":    {func(c string) string { return redirectURI + "?error=%3Cb%3E&state=" + param(c, "state") }, "authorization_refused"},
		"a state but no code":  {func(c string) string { return with(c, "code", "") }, "code_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registered(t, "read")
			callback := w.begin(t, client)
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: test.change(callback), ToKey: "login"})
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Equal(t, core.GoName("handleCallback"), core.AsError(err).Op)
			for _, secret := range []string{param(callback, "code"), "stolen-1", "second-1", param(callback, "state")} {
				assert.NotContains(t, err.Error(), secret)
			}
			stored, err := w.host.Storage.Get(w.ctx, "login")
			require.NoError(t, err)
			assert.Nil(t, stored, "nothing is stored")
			assert.Empty(t, client.Credentials().AccessToken)

			// The next login works.
			_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)})
			require.NoError(t, err)
		})
	}
}

func TestAStateWorksOnce(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read")
	callback := w.begin(t, client)
	_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	require.NoError(t, err)
	token := client.Credentials().AccessToken
	_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	assert.Equal(t, core.CodeStateUsed, core.AsError(err).Code)
	assert.Equal(t, token, client.Credentials().AccessToken, "the login stays")
}

func TestLoginsInSeveralTabsDoNotMix(t *testing.T) {
	w := newWorld(t, practice.Options{})
	one, two := w.registered(t, "read"), w.registered(t, "read write")
	first, second := w.begin(t, one), w.begin(t, two)
	token, err := native.Decode(two.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: second}))
	require.NoError(t, err)
	assert.Equal(t, "read write", token.Scope)
	token, err = native.Decode(one.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: first}))
	require.NoError(t, err)
	assert.Equal(t, "read", token.Scope)
}

func TestAPendingLoginExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		client := w.registered(t, "read")
		request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		time.Sleep(25 * time.Hour)
		_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: redirectURI + "?code=x&state=" + request.State})
		assert.Equal(t, core.CodeStateExpired, core.AsError(err).Code)

		_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		time.Sleep(25 * time.Hour)
		_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		keys, err := w.host.Storage.Keys(w.ctx, "mastoauth:pending:")
		require.NoError(t, err)
		assert.Len(t, keys, 1, "those that nobody came back to are gone")
	})
}

// A code is used up only if the server has received it.
func TestTheSameCallbackAfterAFailureOnTheWay(t *testing.T) {
	for name, test := range map[string]struct {
		fault practice.Fault
		again string // the error code of the second try; empty if it works
	}{
		"a server error":            {practice.Status500HTML, ""},
		"too many at once":          {practice.TooManyRequests(time.Now().Add(time.Minute)), ""},
		"an answer that was lost":   {practice.CloseConnection, "invalid_grant"},
		"no answer within the time": {practice.Hang, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				client := w.registered(t, "read")
				callback := w.begin(t, client)
				w.server.Fail("/oauth/token", test.fault, 1)
				_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
				require.Error(t, err)
				_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
				if test.again == "" {
					require.NoError(t, err)
				} else {
					assert.Equal(t, test.again, string(core.AsError(err).Code))
				}
			})
		})
	}
}

func TestHandleCallbackKnowsTheServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback := w.begin(t, w.registered(t, "read"))
	stranger := w.client(t, core.Options{})
	_, err := stranger.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	require.NoError(t, err)
	assert.Equal(t, w.base, stranger.Credentials().APIBaseURL)

	callback = w.begin(t, w.registered(t, "read"))
	elsewhere := w.client(t, core.Options{APIBaseURL: "other.example"})
	_, err = elsewhere.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	assert.Equal(t, core.CodeServerMismatch, core.AsError(err).Code)
}

func FuzzReadCallback(f *testing.F) {
	for _, seed := range []string{"?code=1&state=2", "#access_token=x", "?error=access_denied", "?code=1&code=2", "?%zz=1&state", "?state=\x00&iss=https://x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, tail string) {
		_, err := core.ReadCallback(native.URLs{}, redirectURI+tail)
		if err != nil {
			require.NotEmpty(t, core.AsError(err).Code)
		}
	})
}

// Changes that the tests make to a callback address.

func param(address, name string) string {
	parsed, _ := url.Parse(address)
	return parsed.Query().Get(name)
}

func with(address, name, value string) string {
	parsed, _ := url.Parse(address)
	query := parsed.Query()
	query.Set(name, value)
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

func without(address, name string) string {
	parsed, _ := url.Parse(address)
	query := parsed.Query()
	query.Del(name)
	parsed.RawQuery = query.Encode()
	return strings.TrimSuffix(parsed.String(), "?")
}
