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

// What Object.keys does not show is sent or refused, never read as empty.
func TestParamsOfAllKinds(t *testing.T) {
	register(t)
	both := core.Fields{{Name: "a", Value: "1"}, {Name: "id[]", Value: "2"}, {Name: "id[]", Value: "3"}}
	pairs := `[["a", "1"], ["id[]", "2"], ["id[]", "3"]]`
	for params, want := range map[string]core.Fields{
		`({ a: 1, "id[]": ["2", 3n] })`:                                              both,
		`new URLSearchParams(` + pairs + `)`:                                         both,
		`new Map([["a", 1], ["id[]", [2, "3"]]])`:                                    both,
		`((f) => (` + pairs + `.forEach((p) => f.append(...p)), f))(new FormData())`: both,
		`new Headers({ a: "1" })`:                                                    both[:1],
		`new (class { a = 1; method() {} })()`:                                       both[:1],
		`Object.assign(Object.create(null), { a: "1" })`:                             both[:1],
		`new URLSearchParams()`:                                                      nil,
		`({})`:                                                                       nil,
	} {
		var request core.RequestOptions
		require.NoError(t, readOptions("request", js(t, `({ path: "/x", params: `+params+` })`), &request), params)
		assert.Equal(t, want, request.Params, params)
	}
	for params, says := range map[string]string{
		`new Set(["a"])`:            "params: must be an object of names",
		`new Date()`:                "params: must be an object of names",
		`new Blob(["a"])`:           "params: must be an object of names",
		`new Uint8Array(2)`:         "params: must be an object of names",
		`Promise.resolve({ a: 1 })`: "params: must be an object of names",
		`new (class { #a = 1; toJSON() { return { a: 1 } } })()`: "params: must be an object of names",
		`new (class { b = 2; get a() { return 1 } })()`:          "params: must be an object of names",
		`Object.assign(Object.create({ a: 1 }), { b: 2 })`:       "params: must be an object of names",
		`[["a", "1"]]`: "params: must be an object of names",
		`"a=1"`:        "params: must be an object of names",
		`((f) => (f.append("picture", new Blob(["a"])), f))(new FormData())`: `"picture" is not; use json for nested data, and session.fetch for files`,
		`({ picture: new Blob(["a"]) })`:                                     `"picture" is not`,
		`({ "media[]": [new Blob(["a"])] })`:                                 `"media[]" is not`,
		`({ "id[]": ["1", null] })`:                                          `"id[]" is not`,
		`new Map([["poll", { a: 1 }]])`:                                      `"poll" is not`,
	} {
		err := readOptions("request", js(t, `({ path: "/x", params: `+params+` })`), new(core.RequestOptions))
		require.Error(t, err, params)
		assert.Contains(t, core.AsError(err).Message, says, params)
	}
}

func TestJSONOfAllKinds(t *testing.T) {
	register(t)
	for _, json := range []string{`({ a: [1, { b: null }] })`, `[]`, `"a"`, `null`, `({ at: new Date() })`, `new (class { a = 1 })()`, `({ a: undefined })`} {
		require.NoError(t, readOptions("request", js(t, `({ path: "/x", json: `+json+` })`), new(core.RequestOptions)), json)
	}
	for _, json := range []string{
		`new Map([["a", 1]])`, `({ a: new Map() })`, `({ a: [new Set()] })`, `new FormData()`, `new URLSearchParams("a=1")`, `({ a: new Blob([]) })`,
		`new Uint8Array(2)`, `({ a: 1n })`, `({ a: NaN })`, `({ a: () => 1 })`, `({ a: Symbol("a") })`, `((o) => (o.o = o))({})`,
		`({ toJSON() { throw new Error("no") } })`,
	} {
		err := readOptions("request", js(t, `({ path: "/x", json: `+json+` })`), new(core.RequestOptions))
		require.Error(t, err, json)
		assert.Contains(t, core.AsError(err).Message, "json: must be data for JSON.stringify", json)
	}
}

func TestOptionsThatAreRefused(t *testing.T) {
	register(t)
	for name, test := range map[string]struct{ options, code, says string }{
		"an unknown name":     {`({ stattus: "x" })`, "option_unknown", "stattus"},
		"an unknown member":   {`({ poll: { expires_in: 5 } })`, "option_unknown", "poll.expires_in: there is no such option"},
		"a member of no type": {`({ poll: { expiresIn: "soon" } })`, "option_invalid", "poll.expiresIn: must be a number"},
		"a wrong type":        {`({ status: 5 })`, "option_invalid", "status: must be a string"},
		"a text for a flag":   {`({ sensitive: "false" })`, "option_invalid", "sensitive: must be true or false"},
		"a number for a list": {`({ mediaIds: 5 })`, "option_invalid", "mediaIds"},
		"a list for a record": {`({ poll: [] })`, "option_invalid", "poll"},
		"one that throws":     {`({ get status() { throw new Error("no") } })`, "option_invalid", "status: cannot be read"},
		"a proxy of nothing":  {`({ poll: (({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable({}, {})) })`, "option_invalid", "poll"},
		"one that is revoked": {`(({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable({}, {}))`, "option_invalid", "options: must be an object"},
		"one without names":   {`new Proxy({}, { ownKeys() { throw new Error("no") } })`, "option_invalid", "options: must be an object"},
		"no object":           {`"status"`, "option_invalid", "options: must be an object"},
		"a set":               {`new Set(["status"])`, "option_invalid", "options: must be an object"},
		"a class's getter":    {`new (class { get status() { return "x" } })()`, "option_invalid", "options: must be an object"},
		"an object in a list": {`({ mediaIds: [{ id: 1 }] })`, "option_invalid", "mediaIds"},
		"a list":              {`["status"]`, "option_invalid", "options: must be an object"},
	} {
		t.Run(name, func(t *testing.T) {
			err := readOptions("statusPost", js(t, test.options), new(core.StatusPostOptions))
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Contains(t, core.AsError(err).Message, test.says)
		})
	}
}

func TestTheHintNamesTheOptionThatWasMeant(t *testing.T) {
	register(t)
	for options, hint := range map[string]string{
		`({ spoiler_text: "x" })`:           "Did you mean spoilerText?",
		`({ Signal: {} })`:                  "Did you mean signal?", // the bridge's own
		`({ poll: { hide_totals: true } })`: "Did you mean hideTotals?",
		`({ poll: { nothing: true } })`:     "The options are options, expiresIn, multiple, hideTotals.",
	} {
		err := readOptions("statusPost", js(t, options), new(core.StatusPostOptions))
		require.Error(t, err, options)
		assert.Equal(t, hint, core.AsError(err).Hint, options)
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
