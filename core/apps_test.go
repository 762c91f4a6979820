package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

const registeredApp = `{"id":"1","name":"x","client_id":"id-1","client_secret":"secret-1"}`

func createApp(options core.CreateAppOptions, answers ...answer) (core.Entity[core.Application], *script, core.Host, error) {
	play := &script{answers: answers}
	host := native.Host(native.NewMemStore())
	host.Transport = play
	if options.APIBaseURL == "" {
		options.APIBaseURL = "server.example"
	}
	app, err := core.CreateApp(context.Background(), host, options)
	return app, play, host, err
}

func TestCreateAppSends(t *testing.T) {
	for name, test := range map[string]struct {
		options core.CreateAppOptions
		request string
	}{
		"defaults": {core.CreateAppOptions{ClientName: "My app"}, "client_name=My+app&redirect_uris=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scopes=read+write+follow+push"},
		"everything": {core.CreateAppOptions{
			ClientName: " My app ", Scopes: []string{"read", "write:statuses"}, Website: "https://app.example",
			RedirectURIs: []string{"https://app.example/login", "myapp://callback", "com.example.app:/cb"},
		}, "client_name=My+app&redirect_uris=https%3A%2F%2Fapp.example%2Flogin%0Amyapp%3A%2F%2Fcallback%0Acom.example.app%3A%2Fcb&scopes=read+write%3Astatuses&website=https%3A%2F%2Fapp.example"},
		"scopes in one text": {core.CreateAppOptions{ClientName: "x", Scopes: []string{"read write"}}, "client_name=x&redirect_uris=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scopes=read+write"},
		"60 characters":      {core.CreateAppOptions{ClientName: strings.Repeat("ä", 60), Scopes: []string{"read"}}, "client_name=" + strings.Repeat("%C3%A4", 60) + "&redirect_uris=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scopes=read"},
	} {
		t.Run(name, func(t *testing.T) {
			app, play, _, err := createApp(test.options, jsonAnswer(200, registeredApp))
			require.NoError(t, err)
			assert.Equal(t, []string{"POST /api/v1/apps " + test.request}, play.sent())
			assert.Empty(t, play.requests[0].Header.Get("Authorization"))
			assert.Equal(t, "application/json", play.requests[0].Header.Get("Accept"))
			assert.Equal(t, "id-1", app.Document.Text("client_id"))
		})
	}
}

func TestCreateAppRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		options core.CreateAppOptions
		code    string
		option  string
	}{
		"no name":                         {core.CreateAppOptions{}, "client_name_invalid", "clientName"},
		"a blank name":                    {core.CreateAppOptions{ClientName: " \n"}, "client_name_invalid", "clientName"},
		"61 characters":                   {core.CreateAppOptions{ClientName: strings.Repeat("x", 61)}, "client_name_invalid", "clientName"},
		"two lines":                       {core.CreateAppOptions{ClientName: "a\nb"}, "client_name_invalid", "clientName"},
		"an unknown scope":                {core.CreateAppOptions{ClientName: "x", Scopes: []string{"read", "raed"}}, "scope_unknown", "scopes"},
		"a fragment":                      {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"https://app.example/#login"}}, "redirect_uri_invalid", "redirectUris"},
		"an empty fragment":               {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"https://app.example/#"}}, "redirect_uri_invalid", "redirectUris"},
		"a relative redirect":             {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"/login"}}, "redirect_uri_invalid", "redirectUris"},
		"a script":                        {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"javascript:alert(1)"}}, "redirect_uri_invalid", "redirectUris"},
		"a private scheme without a path": {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"com.example.app:cb"}}, "redirect_uri_invalid", "redirectUris"},
		"a file":                          {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"file:///login"}}, "redirect_uri_invalid", "redirectUris"},
		"localhost as a scheme":           {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"localhost:3000"}}, "redirect_uri_invalid", "redirectUris"},
		"one of two":                      {core.CreateAppOptions{ClientName: "x", RedirectURIs: []string{"https://app.example", "nowhere"}}, "redirect_uri_invalid", "redirectUris"},
		"a website that is not":           {core.CreateAppOptions{ClientName: "x", Website: "my page"}, "option_invalid", "website"},
		"a script as website":             {core.CreateAppOptions{ClientName: "x", Website: "javascript:alert(1)"}, "option_invalid", "website"},
		"a negative timeout":              {core.CreateAppOptions{ClientName: "x", RequestTimeoutMs: -1}, "option_invalid", "requestTimeoutMs"},
		"an e-mail address":               {core.CreateAppOptions{ClientName: "x", APIBaseURL: "me@gmail.com"}, "server_is_email", "apiBaseUrl"},
		"plain http":                      {core.CreateAppOptions{ClientName: "x", APIBaseURL: "http://server.example"}, "server_insecure", "apiBaseUrl"},
	} {
		t.Run(name, func(t *testing.T) {
			_, play, _, err := createApp(test.options, jsonAnswer(200, registeredApp))
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Equal(t, core.GoName("createApp"), core.AsError(err).Op)
			assert.Contains(t, core.AsError(err).Message, core.GoName(test.option))
			assert.Empty(t, play.sent(), "nothing was sent")
		})
	}
}

// B11: a refusal is an API error, and stored records stay as they were.
func TestARegistrationThatFailsLosesNothing(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		code   string
	}{
		"422":          {jsonAnswer(422, `{"error":"Validation failed: Application name can't be blank"}`), "app_registration_refused"},
		"429":          {jsonAnswer(429, `{"error":"Too many requests"}`), "rate_limited"},
		"403 as text":  {answer{status: 403, body: "Forbidden"}, "server_blocked"},
		"a web page":   {answer{status: 200, body: "<html>"}, "answer_html"},
		"half a JSON":  {jsonAnswer(200, `{"client_id":"i`), "answer_broken"},
		"no client id": {jsonAnswer(200, `{"client_secret":"s"}`), "answer_unexpected"},
		"a list":       {jsonAnswer(200, `[]`), "answer_unexpected"},
		"another JSON": {jsonAnswer(200, `{"status":"ok"}`), "answer_unexpected"},
		"no server":    {unreachable, "network"},
	} {
		t.Run(name, func(t *testing.T) {
			play := &script{answers: []answer{test.answer}}
			host := native.Host(native.NewMemStore())
			host.Transport = play
			ctx := context.Background()
			require.NoError(t, host.Storage.Set(ctx, "app", core.Fields{{Name: "client_id", Value: "old"}}))
			_, err := core.CreateApp(ctx, host, core.CreateAppOptions{ClientName: "x", APIBaseURL: "server.example", Scopes: []string{"read"}, ToKey: "app"})
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Len(t, play.sent(), 1, "a registration is not repeated by itself")
			stored, err := host.Storage.Get(ctx, "app")
			require.NoError(t, err)
			assert.Equal(t, "old", stored.Text("client_id"))
		})
	}
}

func TestAppVerifyCredentials(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(200, `{"name":"x"}`))
	_, err := client.AppVerifyCredentials(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"GET /api/v1/apps/verify_credentials"}, play.sent())

	client, play = scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"},
		jsonAnswer(200, `{"access_token":"app-token","token_type":"Bearer","scope":"read"}`), jsonAnswer(200, `{"name":"x"}`))
	_, err = client.AppVerifyCredentials(context.Background())
	require.NoError(t, err)
	assert.Equal(t, "POST /oauth/token grant_type=client_credentials&client_id=id-1&client_secret=secret-1&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scope=read", play.sent()[0])
	assert.Equal(t, "Bearer app-token", play.requests[1].Header.Get("Authorization"))
	assert.Empty(t, client.Credentials().AccessToken, "the app's token is not the user's")
}
