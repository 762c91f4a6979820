//go:build js && wasm

package jsbind

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func TestReadOptions(t *testing.T) {
	register(t)
	var options core.StatusPostOptions
	require.NoError(t, readOptions("statusPost", js(t, `({
		status: "howdy", mediaIds: ["1", 2], sensitive: true, visibility: "unlisted", language: undefined, spoilerText: null,
		poll: { options: ["yes", "no"], expiresIn: 300 }, signal: {}, fetch() {}, storage: {},
	})`), &options))
	assert.Equal(t, core.StatusPostOptions{
		Status: "howdy", MediaIDs: []string{"1", "2"}, Sensitive: true, Visibility: "unlisted",
		Poll: &core.Poll{Options: []string{"yes", "no"}, ExpiresIn: 300},
	}, options)

	var request core.RequestOptions
	require.NoError(t, readOptions("request", js(t, `({ path: "/x", params: { limit: 40, "id[]": ["1", "2"], no: undefined, on: true } })`), &request))
	assert.Equal(t, core.Fields{{Name: "limit", Value: "40"}, {Name: "id[]", Value: "1"}, {Name: "id[]", Value: "2"}, {Name: "on", Value: "true"}}, request.Params)

	var big core.StatusPostOptions // a BigInt is read as text, as ids are
	require.NoError(t, readOptions("statusPost", js(t, `({ status: "howdy", inReplyToId: 9007199254740993n, mediaIds: ["1", 2n] })`), &big))
	assert.Equal(t, core.StatusPostOptions{Status: "howdy", InReplyToID: "9007199254740993", MediaIDs: []string{"1", "2"}}, big)

	var login core.AuthRequestURLOptions
	require.NoError(t, readOptions("authRequestUrl", js(t, `({ scopes: "read write", pkce: false })`), &login))
	assert.Equal(t, []string{"read write"}, login.Scopes)
	require.NotNil(t, login.PKCE)
	assert.False(t, *login.PKCE)
}

func TestOptionsThatAreRefused(t *testing.T) {
	register(t)
	for name, test := range map[string]struct{ options, code, says string }{
		"an unknown name":     {`({ stattus: "x" })`, "option_unknown", "stattus"},
		"a wrong type":        {`({ status: 5 })`, "option_invalid", "status: must be a string"},
		"a text for a flag":   {`({ sensitive: "false" })`, "option_invalid", "sensitive: must be true or false"},
		"a number for a list": {`({ mediaIds: 5 })`, "option_invalid", "mediaIds"},
		"a list for a record": {`({ poll: [] })`, "option_invalid", "poll"},
		"one that throws":     {`({ get status() { throw new Error("no") } })`, "option_invalid", "status: cannot be read"},
		"a proxy of nothing":  {`({ poll: (({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable({}, {})) })`, "option_invalid", "poll"},
		"one that is revoked": {`(({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable({}, {}))`, "option_invalid", "options: must be an object"},
		"one without names":   {`new Proxy({}, { ownKeys() { throw new Error("no") } })`, "option_invalid", "options: must be an object"},
		"no object":           {`"status"`, "option_invalid", "options: must be an object"},
		"a list":              {`["status"]`, "option_invalid", "options: must be an object"},
	} {
		t.Run(name, func(t *testing.T) {
			err := readOptions("statusPost", js(t, test.options), new(core.StatusPostOptions))
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Equal(t, test.code, core.AsError(err).Code)
			assert.Contains(t, core.AsError(err).Message, test.says)
		})
	}
}

func TestNumbersAreSpelledAsInJSON(t *testing.T) {
	register(t)
	for _, number := range []string{
		"0", "-0", "1", "-1", "0.1", "-0.5", "1e-6", "1e-7", "5e-324", "1.5e300", "1e20", "1e21", "-1e21", "123456.789",
		"2 ** 31", "2 ** 53 - 1", "2 ** 53", "2 ** 53 + 2", "2 ** 60", "-(2 ** 53)", "2 ** 63", "-(2 ** 63)", "2 ** 64", "Number.MAX_VALUE",
	} {
		assert.Equal(t, text(js(t, "JSON.stringify("+number+")")), scalar(js(t, number)), number)
	}
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} { // these values do not exist in JSON
		assert.Equal(t, word, scalar(js(t, word)))
	}
	var options core.RequestOptions
	require.NoError(t, readOptions("request", js(t, `({ path: "/x", params: { tiny: 1e-7, "huge[]": [1e21, -0] } })`), &options))
	assert.Equal(t, core.Fields{{Name: "tiny", Value: "1e-7"}, {Name: "huge[]", Value: "1e+21"}, {Name: "huge[]", Value: "0"}}, options.Params)
}
