package core_test

import (
	"cmp"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

var zoe = core.CreateAccountOptions{Username: "zoe", Password: "a long password", Email: "zoe@mail.example", Agreement: true}

func TestCreateAccount(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	options := zoe
	options.ToKey = "login"
	token, err := native.Decode(client.CreateAccount(w.ctx, options))
	require.NoError(t, err)
	assert.NotEmpty(t, token.AccessToken)
	stored, err := w.host.Storage.Get(w.ctx, "login")
	require.NoError(t, err)
	assert.Equal(t, token.AccessToken, stored.Text("access_token"))
	assert.NotEmpty(t, stored.Text("client_secret"), "B20: the app is stored with it")

	_, err = client.AccountVerifyCredentials(w.ctx)
	assert.Equal(t, core.CodeForbidden, core.AsError(err).Code)
	confirmed, err := client.EmailCheckConfirmation(w.ctx)
	require.NoError(t, err)
	assert.False(t, confirmed)
	require.NoError(t, client.EmailResendConfirmation(w.ctx, core.EmailResendConfirmationOptions{Email: "zoe@other.example"}))
	w.confirm(t, "zoe")
	confirmed, err = client.EmailCheckConfirmation(w.ctx)
	require.NoError(t, err)
	assert.True(t, confirmed)
	account, err := native.Decode(client.AccountVerifyCredentials(w.ctx))
	require.NoError(t, err)
	assert.Equal(t, "zoe", account.Username)
}

// B6: the exact request of a sign-up.
func TestWhatASignUpSends(t *testing.T) {
	client, play := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"},
		jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`),
		jsonAnswer(200, `{"access_token":"token-1","token_type":"Bearer","scope":"read write follow push"}`))
	options := zoe
	options.Reason, options.Locale, options.TimeZone, options.InviteCode, options.DateOfBirth = "why not", "pt-BR", "Europe/Berlin", "inv", "1999-12-31"
	_, err := client.CreateAccount(context.Background(), options)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"POST /oauth/token grant_type=client_credentials&client_id=id-1&client_secret=secret-1&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scope=read+write+follow+push",
		"POST /api/v1/accounts username=zoe&email=zoe%40mail.example&password=a+long+password&locale=pt-BR&agreement=true&reason=why+not&time_zone=Europe%2FBerlin&invite_code=inv&date_of_birth=1999-12-31",
	}, play.sent())
	assert.Equal(t, "Bearer app-1", play.requests[1].Header.Get("Authorization"))
	assert.Equal(t, "token-1", client.Credentials().AccessToken)
}

func TestSignUpErrorsPerField(t *testing.T) {
	body := `{"error":"Validation failed: …","details":{
		"username":[{"error":"ERR_TAKEN","description":"is taken"},{"error":"ERR_RESERVED","description":"is reserved"}],
		"email":[{"error":"ERR_BLOCKED","description":"uses a disallowed e-mail provider"},{"error":"ERR_UNREACHABLE","description":"does not seem to exist"}],
		"agreement":[{"error":"ERR_ACCEPTED","description":"must be accepted"}],"reason":[{"error":"ERR_BLANK","description":"can't be blank"}],
		"password":[{"error":"ERR_TOO_SHORT","description":"is too short"},{"error":"ERR_TOO_LONG","description":"is too long"}],
		"locale":[{"error":"ERR_INCLUSION","description":"is not supported"}],"account.note":[{"error":"ERR_INVALID","description":"is odd"}],
		"date_of_birth":[{"error":"ERR_BELOW_LIMIT","description":"is too young"}],"new":[{"error":"ERR_OF_TOMORROW","description":"?"}]}}`
	token := jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`)
	client, _ := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"}, token, jsonAnswer(422, body), token, jsonAnswer(422, body))
	_, err := client.CreateAccount(context.Background(), zoe)
	require.Error(t, err)
	known := core.AsError(err)
	assert.Equal(t, core.CodeValidationFailed, known.Code)
	found := map[string][]string{}
	for _, field := range known.FieldErrors() {
		found[field.Field] = append(found[field.Field], field.Code)
		assert.NotEmpty(t, field.Description)
	}
	assert.Equal(t, map[string][]string{
		"username": {"ERR_TAKEN", "ERR_RESERVED"}, "email": {"ERR_BLOCKED", "ERR_UNREACHABLE"}, "agreement": {"ERR_ACCEPTED"},
		"reason": {"ERR_BLANK"}, "password": {"ERR_TOO_SHORT", "ERR_TOO_LONG"}, "locale": {"ERR_INCLUSION"},
		"account.note": {"ERR_INVALID"}, "date_of_birth": {"ERR_BELOW_LIMIT"}, "new": {"ERR_OF_TOMORROW"},
	}, found)

	outcome, err := client.CreateAccountDetailed(context.Background(), zoe)
	require.NoError(t, err)
	assert.Nil(t, outcome.Token)
	assert.Len(t, outcome.Error.FieldErrors(), 12)
	assert.Empty(t, client.Credentials().AccessToken)
}

// What a person leaves out or mistypes is named by the server, and is no mistake of the page.
func TestSignUpSlips(t *testing.T) {
	type options = core.CreateAccountOptions
	for name, test := range map[string]struct {
		change   func(*options)
		problems map[string]string
		missing  []string
	}{
		"an empty form": {
			func(o *options) { *o = options{} },
			map[string]string{
				"username": "ERR_BLANK", "email": "ERR_BLANK", "password": "ERR_BLANK", "agreement": "ERR_ACCEPTED", "reason": "ERR_BLANK", "date_of_birth": "ERR_BLANK",
			}, []string{"dateOfBirth", "email", "password", "reason", "username"},
		},
		"no name":              {func(o *options) { o.Username = "" }, map[string]string{"username": "ERR_BLANK"}, []string{"username"}},
		"a name that is taken": {func(o *options) { o.Username = "alice" }, map[string]string{"username": "ERR_TAKEN"}, nil},
		"no agreement":         {func(o *options) { o.Agreement = false }, map[string]string{"agreement": "ERR_ACCEPTED"}, nil},
		"no reason":            {func(o *options) { o.Reason = "" }, map[string]string{"reason": "ERR_BLANK"}, []string{"reason"}},
		"no date of birth":     {func(o *options) { o.DateOfBirth = "" }, map[string]string{"date_of_birth": "ERR_BLANK"}, []string{"dateOfBirth"}},
		"a date of no form":    {func(o *options) { o.DateOfBirth = "31.12.1999" }, map[string]string{"date_of_birth": "ERR_BLANK"}, []string{"dateOfBirth"}},
		"too young":            {func(o *options) { o.DateOfBirth = "2999-12-31" }, map[string]string{"date_of_birth": "ERR_BELOW_LIMIT"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval, MinAge: 16})
			given := zoe
			given.Reason, given.DateOfBirth = "to practise", "1999-12-31"
			test.change(&given)
			_, err := w.registered(t, "read write").CreateAccount(w.ctx, given)
			known := core.AsError(err)
			assert.Equal(t, core.CodeValidationFailed, known.Code)
			found := map[string]string{}
			for _, problem := range known.FieldErrors() {
				found[problem.Field] = cmp.Or(found[problem.Field], problem.Code) // an empty address is invalid too
			}
			assert.Equal(t, test.problems, found)
			assert.Len(t, known.Missing, len(test.missing))
			for _, option := range test.missing {
				assert.Contains(t, known.Missing, core.GoName(option))
			}
		})
	}
}

func TestMissingOptionsUnderOtherNames(t *testing.T) {
	client, _ := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"},
		jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`),
		jsonAnswer(422, `{"error":"Validation failed: …","details":{"account.username":[{"error":"ERR_INVALID"},{"error":"ERR_BLANK"}],
			"invite_request.text":[{"error":"ERR_BLANK"}],"reason":[{"error":"ERR_BLANK"}],"captcha":[{"error":"ERR_BLANK"}],"email":"is odd","date_of_birth":null}}`))
	_, err := client.CreateAccount(context.Background(), zoe)
	assert.ElementsMatch(t, []string{core.GoName("username"), core.GoName("reason")}, core.AsError(err).Missing)
}

func TestServersThatTakeNobody(t *testing.T) {
	token := jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`)
	for name, test := range map[string]struct {
		answer   answer
		code     string
		rejected bool // with returnDetailedError too
	}{
		"closed":            {jsonAnswer(403, `{"error":"This action is not allowed"}`), "signup_closed", false},
		"not offered":       {answer{status: 404}, "signup_unsupported", false},
		"for members":       {jsonAnswer(401, `{"error":"Unauthorized"}`), "signup_unsupported", false},
		"too often":         {jsonAnswer(429, `{"error":"Too many requests"}`), "rate_limited", true},
		"down":              {answer{status: 503}, "server_down", true},
		"no answer":         {unreachable, "network", true},
		"waiting (Pleroma)": {jsonAnswer(200, `{"identifier":"missing_confirmed_email","message":"You have been registered."}`), "account_pending", true},
		"another answer":    {jsonAnswer(200, `{"ok":true}`), "answer_unexpected", true},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1", MastodonVersion: "4.5.0"}, token, test.answer, token, test.answer)
			_, err := client.CreateAccount(context.Background(), zoe)
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Len(t, play.sent(), 2, "a sign-up is not repeated by itself")
			outcome, err := client.CreateAccountDetailed(context.Background(), zoe)
			if test.rejected {
				require.Error(t, err)
			} else {
				require.NoError(t, err)
				assert.Equal(t, test.code, string(outcome.Error.Code))
			}
		})
	}
}

func TestWhatAnAccountOfPleromaWaitsFor(t *testing.T) {
	token := jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`)
	for identifier, health := range map[string]core.Health{
		"missing_confirmed_email": core.HealthUnconfirmed, "awaiting_approval": core.HealthPending, "another": "",
	} {
		client, _ := scripted(t, core.Options{}, token, jsonAnswer(200, `{"identifier":"`+identifier+`","message":"Du bist registriert."}`))
		_, err := client.CreateAccount(context.Background(), zoe)
		known := core.AsError(err)
		assert.Equal(t, core.CodeAccountPending, known.Code)
		assert.Equal(t, health, known.Health, identifier)
	}
}

func TestSignUpsThatAreRefused(t *testing.T) {
	for name, change := range map[string]func(*core.CreateAccountOptions){
		"scopes to read":   func(o *core.CreateAccountOptions) { o.Scopes = []string{"read"} },
		"an unknown scope": func(o *core.CreateAccountOptions) { o.Scopes = []string{"wirte"} },
	} {
		options := zoe
		change(&options)
		client, play := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"}, jsonAnswer(200, good))
		_, err := client.CreateAccount(context.Background(), options)
		require.ErrorIs(t, err, core.ErrIllegalArgument, name)
		assert.Empty(t, play.sent(), name)
	}
}
