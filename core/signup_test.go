package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func zoeSignsUp(change func(*core.SignUpOptions)) core.SignUpOptions {
	options := core.SignUpOptions{
		Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI,
		Username: zoe.Username, Password: zoe.Password, Email: zoe.Email, Agreement: true,
	}
	if change != nil {
		change(&options)
	}
	return options
}

func (w *world) completeSignUp(t *testing.T) core.SignUpProgress {
	t.Helper()
	progress, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{})
	require.NoError(t, err)
	return progress
}

// confirm opens the link in the confirmation e-mail. It may redirect to the app, which is no server here.
func (w *world) confirm(t *testing.T, name string) {
	t.Helper()
	_, _ = w.host.Transport.Do(w.ctx, core.Request{Method: "GET", URL: w.server.ConfirmationLink(w.base, name)})
	require.Empty(t, w.server.ConfirmationLink(w.base, name))
}

func TestSignUp(t *testing.T) {
	w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval})
	assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t), "nobody waits yet")
	newcomer, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.Reason = "to practise" }))
	require.NoError(t, err)
	expected := core.Newcomer{Server: w.base, Username: "zoe", Handle: "zoe@practice.example", Email: zoe.Email, Health: core.HealthUnconfirmed}
	assert.Equal(t, expected, newcomer)
	assert.Empty(t, w.sessions(t).Sessions, "nobody is signed in before they are let in")

	assert.Equal(t, core.SignUpProgress{Newcomer: &expected}, w.completeSignUp(t))
	again, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Resend: true, Email: zoe.Email})
	require.NoError(t, err)
	assert.Equal(t, core.SignUpProgress{Newcomer: &expected}, again, "the same address is not corrected")
	w.confirm(t, "zoe")
	expected.Health = core.HealthPending
	assert.Equal(t, core.SignUpProgress{Newcomer: &expected}, w.completeSignUp(t))
	w.server.LetIn("zoe")
	progress := w.completeSignUp(t)
	require.NotNil(t, progress.Session)
	assert.Nil(t, progress.Newcomer)
	assert.Equal(t, "zoe@practice.example", progress.Session.Account.Handle)
	assert.Equal(t, []string{"read", "write:accounts"}, progress.Session.Scopes)
	assert.Equal(t, core.SessionList{Current: progress.Session.ID, Sessions: []core.Session{*progress.Session}}, w.sessions(t))
	assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t), "it is completed once")
}

func TestSignUpRefused(t *testing.T) {
	for name, test := range map[string]struct {
		server practice.Options
		change func(*core.SignUpOptions)
		code   string
	}{
		"a name that is taken":  {practice.Options{}, func(o *core.SignUpOptions) { o.Username = "alice" }, "validation_failed"},
		"an empty form":         {practice.Options{}, func(o *core.SignUpOptions) { o.Username, o.Email, o.Password = "", "", "" }, "validation_failed"},
		"no server":             {practice.Options{}, func(o *core.SignUpOptions) { o.Server = "" }, "server_missing"},
		"no name of the app":    {practice.Options{}, func(o *core.SignUpOptions) { o.ClientName = " " }, "client_name_invalid"},
		"a scope of no server":  {practice.Options{}, func(o *core.SignUpOptions) { o.Scopes = []string{"everything"} }, "scope_unknown"},
		"a server that is full": {practice.Options{Registrations: practice.RegistrationsClosed}, nil, "signup_closed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, test.server)
			_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(test.change))
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t), "nobody waits")
		})
	}
}

func TestSignUpWithoutTheScopeToSeeWhoItIs(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.Scopes = []string{"write"} }))
	require.NoError(t, err)
	w.confirm(t, "zoe")
	assert.NotNil(t, w.completeSignUp(t).Session)
}

func TestSignUpAsksForNoMoreThanItNeeds(t *testing.T) {
	for given, expected := range map[string][]string{
		"":                      {"read", "write:accounts"},
		"read write":            {"read", "write"},
		"profile":               {"profile", "write:accounts"},
		"write:accounts follow": {"write:accounts", "follow", "read:accounts"},
	} {
		w := newWorld(t, practice.Options{})
		_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) {
			if given != "" {
				o.Scopes = []string{given}
			}
		}))
		require.NoError(t, err)
		record, err := w.host.Storage.Get(w.ctx, "mastoauth:newcomer")
		require.NoError(t, err)
		assert.ElementsMatch(t, expected, core.SplitScopes(record.Text("scope")), given)
	}
}

func TestSignUpOfSomebodyWhoSignsInByHandMeanwhile(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) {
		o.Email, o.Password = "zoe@practice.example", "practice-zoe" // as practice.Person types them
	}))
	require.NoError(t, err)
	w.confirm(t, "zoe")
	w.signIn(t, "alice")
	_, revoked := w.tokens()
	assert.Zero(t, revoked, "somebody else ends no sign-up")
	session := w.signIn(t, "zoe").Session
	_, revoked = w.tokens()
	assert.Equal(t, 1, revoked, "the token that nobody will use any more")
	assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))

	_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
	require.NoError(t, err)
	assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t), "who has signed out stays so")
	assert.Len(t, w.sessions(t).Sessions, 1)
}

func TestSignUpThatTheServerDropped(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
	require.NoError(t, err)
	w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
	assert.Equal(t, core.HealthServerDown, w.completeSignUp(t).Newcomer.Health, "a server that is down ends nothing")
	w.server.RevokeTokens()
	_, err = core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{})
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code)
	assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t), "it is over")
}

func TestSignUpThatThePersonGivesUp(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
	require.NoError(t, err)
	progress, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Forget: true})
	require.NoError(t, err)
	assert.Equal(t, core.SignUpProgress{}, progress)
	assert.Equal(t, core.SignUpProgress{}, w.completeSignUp(t))
	_, revoked := w.tokens()
	assert.Equal(t, 1, revoked, "the token that nobody will use any more")
	_, err = core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Forget: true})
	require.NoError(t, err, "giving up twice is no error")
}

func TestSignUpWithACorrectedAddress(t *testing.T) {
	w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval})
	resend := func(email string) (core.SignUpProgress, error) {
		return core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Resend: true, Email: email})
	}
	progress, err := resend("")
	require.NoError(t, err)
	assert.Equal(t, core.SignUpProgress{}, progress, "nobody waits")

	_, err = core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.Reason = "to practise" }))
	require.NoError(t, err)
	_, err = resend("nonsense")
	assert.Equal(t, core.CodeValidationFailed, core.AsError(err).Code)
	assert.Equal(t, zoe.Email, w.completeSignUp(t).Newcomer.Email, "the sign-up waits as before")
	void := w.server.ConfirmationLink(w.base, "zoe")
	for _, email := range []string{"zoe@new.example", ""} {
		progress, err = resend(email)
		require.NoError(t, err)
		assert.Equal(t, "zoe@new.example", progress.Newcomer.Email)
		assert.True(t, progress.Newcomer.Corrected, "no letter leads back from now on")
		assert.NotEqual(t, void, w.server.ConfirmationLink(w.base, "zoe"), "a new letter was sent")
		void = w.server.ConfirmationLink(w.base, "zoe")
	}
	expected := core.Newcomer{
		Server: w.base, Username: "zoe", Handle: "zoe@practice.example", Email: "zoe@new.example", Corrected: true, Health: core.HealthUnconfirmed,
	}
	assert.Equal(t, &expected, w.completeSignUp(t).Newcomer, "it is kept")

	w.confirm(t, "zoe")
	progress, err = resend("late@new.example")
	require.NoError(t, err, "the address is confirmed by now")
	assert.Equal(t, core.HealthPending, progress.Newcomer.Health)
	w.server.LetIn("zoe")
	progress, err = resend("")
	require.NoError(t, err)
	assert.Equal(t, "zoe@practice.example", progress.Session.Account.Handle)
}

func TestSignUpWhoseLetterIsRefusedForNoReason(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
	require.NoError(t, err)
	w.host.Transport = answering{w.host.Transport, "/api/v1/emails/confirmations", answer{status: 403, body: `{"error":"This action is not allowed"}`}}
	_, err = core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Resend: true})
	assert.Equal(t, core.CodeForbidden, core.AsError(err).Code)
	assert.NotNil(t, w.completeSignUp(t).Newcomer)
}

func TestSignUpThatTheStoreCannotKeep(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.store.fail = "mastoauth:newcomer"
	newcomer, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
	assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
	assert.Contains(t, core.AsError(err).Hint, "The account was created")
	assert.Equal(t, "zoe", newcomer.Username)
}

func TestSignUpWhoseSessionTheStoreCannotKeep(t *testing.T) {
	w := newWorld(t, practice.Options{})
	_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
	require.NoError(t, err)
	w.confirm(t, "zoe")
	w.store.fail = "mastoauth:sessions"
	_, err = core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{})
	assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
	w.store.fail = ""
	assert.NotNil(t, w.completeSignUp(t).Session, "once there is room, it goes on")
}
