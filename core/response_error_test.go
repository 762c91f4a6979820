package core_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// B11, B17: each status and each form of body has its error class, and the server's text is kept.
func TestAnswersThatAreErrors(t *testing.T) {
	for name, test := range map[string]struct {
		answer      answer
		kind        core.Kind
		code        string
		description string
	}{
		"401":                  {jsonAnswer(401, `{"error":"The access token is invalid"}`), core.ErrUnauthorized, "unauthorized", "The access token is invalid"},
		"401 with an object":   {jsonAnswer(401, `{"error":{"message":"no","code":"X","id":"1"}}`), core.ErrUnauthorized, "unauthorized", "no"},
		"403":                  {jsonAnswer(403, `{"error":"This action is outside the authorized scopes"}`), core.ErrAPI, "insufficient_scope", "This action is outside the authorized scopes"},
		"403 of another kind":  {jsonAnswer(403, `{"error":"This action is not allowed"}`), core.ErrAPI, "forbidden", "This action is not allowed"},
		"404":                  {jsonAnswer(404, `{"error":"Record not found"}`), core.ErrNotFound, "not_found", "Record not found"},
		"404 in HTML":          {answer{status: 404, body: "<h1>no</h1>"}, core.ErrNotFound, "not_found", ""},
		"422":                  {jsonAnswer(422, `{"error":"Validation failed: Text can't be blank"}`), core.ErrAPI, "validation_failed", "Validation failed: Text can't be blank"},
		"422 with nothing":     {answer{status: 422}, core.ErrUnauthorized, "unauthorized", ""},
		"422 in HTML":          {answer{status: 422, body: "<h1>no</h1>"}, core.ErrUnauthorized, "unauthorized", ""},
		"410":                  {jsonAnswer(410, `{}`), core.ErrAPI, "request_refused", ""},
		"418 with a text":      {jsonAnswer(418, `"teapot"`), core.ErrAPI, "request_refused", "teapot"},
		"400 of OAuth":         {jsonAnswer(400, `{"error":"invalid_grant","error_description":"Der Code ist ungültig"}`), core.ErrAPI, "invalid_grant", "Der Code ist ungültig"},
		"401 of OAuth":         {jsonAnswer(401, `{"error":"invalid_client"}`), core.ErrUnauthorized, "invalid_client", "invalid_client"},
		"prose is no code":     {jsonAnswer(400, `{"error":"Invalid credentials"}`), core.ErrAPI, "request_refused", "Invalid credentials"},
		"a message":            {jsonAnswer(400, `{"message":"Bad Request","statusCode":400}`), core.ErrAPI, "request_refused", "Bad Request"},
		"a list of errors":     {jsonAnswer(400, `{"errors":["one","two"]}`), core.ErrAPI, "request_refused", "one"},
		"a list of objects":    {jsonAnswer(400, `{"errors":[{"message":"deep"}]}`), core.ErrAPI, "request_refused", "deep"},
		"429":                  {jsonAnswer(429, `{"error":"Too many requests"}`), core.ErrRatelimit, "rate_limited", "Too many requests"},
		"500":                  {answer{status: 500, body: "<html>"}, core.ErrInternalServer, "server_error", ""},
		"501":                  {answer{status: 501}, core.ErrServer, "server_error", ""},
		"502":                  {answer{status: 502, body: "<html>"}, core.ErrBadGateway, "server_down", ""},
		"503":                  {jsonAnswer(503, `{"error":"There was a temporary problem"}`), core.ErrServiceUnavailable, "server_down", "There was a temporary problem"},
		"504":                  {answer{status: 504}, core.ErrGatewayTimeout, "server_down", ""},
		"511":                  {answer{status: 511}, core.ErrServer, "server_error", ""},
		"521 of Cloudflare":    {answer{status: 521}, core.ErrServer, "server_error", ""},
		"530 of Cloudflare":    {answer{status: 530}, core.ErrServer, "server_error", ""},
		"599":                  {answer{status: 599}, core.ErrServer, "server_error", ""},
		"a web page":           {answer{status: 200, body: "<!doctype html>"}, core.ErrAPI, "answer_html", ""},
		"nothing":              {answer{status: 200}, core.ErrAPI, "answer_empty", ""},
		"204":                  {answer{status: 204}, core.ErrAPI, "answer_empty", ""},
		"half a JSON":          {jsonAnswer(200, `{"id":"1","acc`), core.ErrAPI, "answer_broken", ""},
		"a list for an object": {jsonAnswer(200, `[]`), core.ErrAPI, "answer_unexpected", ""},
		"a text for an object": {jsonAnswer(200, `"hi"`), core.ErrAPI, "answer_unexpected", ""},
		"null for an object":   {jsonAnswer(200, `null`), core.ErrAPI, "answer_unexpected", ""},
		"a redirect":           {answer{status: 302}, core.ErrAPI, "answer_unexpected", ""},
	} {
		t.Run(name, func(t *testing.T) {
			test.answer.header = map[string]string{"X-Request-Id": "r-1"}
			client, _ := scripted(t, core.Options{RatelimitMethod: core.RatelimitThrow}, test.answer, jsonAnswer(200, `{"id":"1"}`))
			_, err := client.Preferences(context.Background())
			require.ErrorIs(t, err, test.kind)
			require.ErrorIs(t, err, core.ErrMastodon)
			known := core.AsError(err)
			assert.Equal(t, test.kind, known.Kind)
			assert.Equal(t, test.code, string(known.Code))
			assert.Equal(t, test.description, known.Description)
			assert.Equal(t, core.GoName("preferences"), known.Op)
			assert.Equal(t, test.answer.status, known.Status)
			assert.NotEmpty(t, known.Message)
			assert.NotEmpty(t, known.Hint)
			if known.Status >= 400 {
				assert.Equal(t, "r-1", known.RequestID)
			}
			_, err = client.Preferences(context.Background())
			require.NoError(t, err, "the next call works")
		})
	}
}

func TestErrorsForGo(t *testing.T) {
	cause := errors.New("dial")
	var err error = &core.Error{Kind: core.ErrReadTimeout, Code: "timeout", Op: "logIn", Message: "too late.", Hint: "Try again.", Cause: cause}
	require.ErrorIs(t, err, core.ErrReadTimeout)
	require.ErrorIs(t, err, core.ErrNetwork)
	require.ErrorIs(t, err, core.ErrMastodon)
	require.ErrorIs(t, err, cause)
	require.NotErrorIs(t, err, core.ErrAPI)
	require.ErrorIs(t, err, core.CodeTimeout)
	require.ErrorIs(t, fmt.Errorf("at the start: %w", err), core.CodeTimeout)
	require.NotErrorIs(t, err, core.CodeNetwork, "its class is below that of network, its code is another one")
	require.NotErrorIs(t, cause, core.CodeTimeout)
	assert.Equal(t, "logIn: too late. Try again.", err.Error())
	assert.Equal(t, core.CodeUnexpected, core.AsError(cause).Code)
}

func TestALongTextOfAServerIsCut(t *testing.T) {
	inGoPrograms(t, "wasm/tests/secrets.test.mjs")
	client, _ := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"}, jsonAnswer(400, `{"error":"`+strings.Repeat("ä", 10_000)+`"}`))
	_, err := client.Instance(t.Context())
	assert.Equal(t, strings.Repeat("ä", 300)+"…", core.AsError(err).Description)
}
