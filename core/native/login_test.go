//go:build !js

package native_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestLogIn(t *testing.T) {
	for _, flavour := range []string{"mastodon-4.2", "mastodon-4.7", "gotosocial", "hollo", "pleroma", "pixelfed", "mitra", "sharkey", "snac", "wordpress-ema"} {
		t.Run(flavour, func(t *testing.T) {
			options, ok := practice.Flavour(flavour)
			require.True(t, ok)
			d := newDesk(t, options)
			var page string
			o := d.options()
			o.Open = func(address string) error {
				_, page, _ = d.browse(d.approve(address))
				return nil
			}
			client, err := d.logIn(o)
			require.NoError(t, err)
			assert.Equal(t, "alice", d.who(client))
			assert.Contains(t, page, "You are logged in")
			assert.Contains(t, page, "You can close this page and go back to My bot.")

			// The second time, nobody is asked, and nothing is sent.
			sent := d.sent()
			o.Open = func(string) error { t.Error("the person is asked again"); return nil }
			again, err := d.logIn(o)
			require.NoError(t, err)
			assert.Equal(t, sent, d.sent())
			assert.Equal(t, "alice", d.who(again))
		})
	}
}

// Doorkeeper 6 and others compare the address to the letter, so each login names an address that was registered, with its port.
func TestAnAddressIsRegisteredOnceAndKept(t *testing.T) {
	d := newDesk(t, practice.Options{})
	var used []string
	logIn := func() {
		o := d.options()
		o.ForceLogin = true
		o.Open = func(address string) error {
			used = append(used, redirectOf(t, address))
			d.browse(d.approve(address))
			return nil
		}
		_, err := d.logIn(o)
		require.NoError(t, err)
	}
	logIn()
	logIn()
	assert.Equal(t, used[0], used[1])
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/[\w-]{22}$`, used[0])
	assert.Equal(t, used[:1], d.registrations())

	// Where somebody else has the port, another address is registered. Each is used again when its port is free.
	port := strings.Split(strings.TrimPrefix(used[0], "http://"), "/")[0]
	taken, err := net.Listen("tcp4", port)
	require.NoError(t, err)
	logIn()
	logIn()
	assert.NotEqual(t, used[0], used[2])
	assert.Equal(t, used[2], used[3])
	assert.Equal(t, []string{used[0], used[2]}, d.registrations())
	require.NoError(t, taken.Close())
	logIn()
	assert.Equal(t, used[0], used[4])
	assert.Len(t, d.registrations(), 2)
}

func TestWhichStoredLoginIsReturned(t *testing.T) {
	d := newDesk(t, practice.Options{})
	_, err := d.logIn(d.options())
	require.NoError(t, err)
	for name, c := range map[string]struct {
		change func(*native.LogInOptions)
		asked  bool
	}{
		"the same":                     {func(*native.LogInOptions) {}, false},
		"nothing typed":                {func(o *native.LogInOptions) { o.Server = " " }, false},
		"an address":                   {func(o *native.LogInOptions) { o.Server = "https://practice.example/home" }, false},
		"an old address":               {func(o *native.LogInOptions) { o.Server = "http://practice.example" }, false},
		"the handle":                   {func(o *native.LogInOptions) { o.Server = "@Alice@practice.example" }, false},
		"the profile":                  {func(o *native.LogInOptions) { o.Server = "practice.example/@alice" }, false},
		"a post":                       {func(o *native.LogInOptions) { o.Server = "https://practice.example/@alice/1" }, false},
		"a page of a stranger's posts": {func(o *native.LogInOptions) { o.Server = "https://practice.example/@bob@elsewhere.example" }, false},
		"fewer scopes":                 {func(o *native.LogInOptions) { o.Scopes = []string{"read:statuses"} }, false},
		"another account":              {func(o *native.LogInOptions) { o.Server = "@bob@practice.example" }, true},
		"another profile":              {func(o *native.LogInOptions) { o.Server = "https://practice.example/@bob" }, true},
		"another app":                  {func(o *native.LogInOptions) { o.ClientName = "Another bot" }, true},
		"more scopes":                  {func(o *native.LogInOptions) { o.Scopes = []string{"read", "write"} }, true},
		"by force":                     {func(o *native.LogInOptions) { o.ForceLogin = true }, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := d.options()
			c.change(&o)
			asked := false
			o.Open = func(string) error { asked = true; return errors.New("not now") }
			_, err := d.logIn(o)
			assert.Equal(t, c.asked, asked)
			assert.Equal(t, c.asked, err != nil)
		})
	}
	t.Run("another server", func(t *testing.T) {
		o := d.options()
		o.Server = "elsewhere.example"
		_, err := d.logIn(o)
		assert.ErrorIs(t, err, core.CodeServerNotFound)
	})
}

// The domain of the handles may not be the name of the server.
func TestAStoredLoginIsFoundByItsDomain(t *testing.T) {
	d := newDesk(t, practice.Options{HandleDomain: "handles.example"})
	o := d.options()
	o.Server = "@alice@handles.example"
	_, err := d.logIn(o)
	require.NoError(t, err)
	for typed, asked := range map[string]bool{
		"handles.example": false, "practice.example": false, "@alice@handles.example": false, "@alice@practice.example": false,
		"alice@handles.example": false, "https://practice.example/@alice": false, "@bob@handles.example": true, "elsewhere.example": true,
	} {
		_, ok, err := core.SessionAt(t.Context(), d.host, "My bot", typed)
		require.NoError(t, err)
		assert.Equal(t, asked, !ok, typed)
	}
}

// The selected account goes first.
func TestWhichOfTwoStoredLogins(t *testing.T) {
	d := newDesk(t, practice.Options{})
	for _, name := range []string{"alice", "bob"} {
		o := d.options()
		o.Server, o.ForceLogin = "@"+name+"@practice.example", true
		o.Open = func(address string) error {
			back, err := d.server.Person().Approve(t.Context(), address, name)
			d.browse(back)
			return err
		}
		_, err := d.logIn(o)
		require.NoError(t, err)
	}
	o := d.options()
	o.Open = func(string) error { t.Error("the person is asked again"); return nil }
	for typed, who := range map[string]string{"": "bob", "practice.example": "bob", "@alice@practice.example": "alice", "@bob@practice.example": "bob"} {
		o.Server = typed
		client, err := d.logIn(o)
		require.NoError(t, err)
		assert.Equal(t, who, d.who(client), typed)
	}
	list, err := core.Sessions(t.Context(), d.host, core.SessionsOptions{})
	require.NoError(t, err)
	_, err = core.UseSession(t.Context(), d.host, core.SessionOptions{ID: list.Sessions[1].ID})
	require.NoError(t, err)
	o.Server = ""
	client, err := d.logIn(o)
	require.NoError(t, err)
	assert.Equal(t, "alice", d.who(client))
}

func TestMoreScopesAreAskedForOnce(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o := d.options()
	_, err := d.logIn(o)
	require.NoError(t, err)
	o.Scopes = []string{"read", "write"}
	client, err := d.logIn(o)
	require.NoError(t, err)
	_, err = client.Toot(t.Context(), core.TootOptions{Status: "howdy universe!"})
	assert.NoError(t, err)
	o.Open = func(string) error { t.Error("the person is asked again"); return nil }
	_, err = d.logIn(o)
	assert.NoError(t, err)
}

// A server that knows none of the scopes that are missing is not asked again and again.
func TestScopesThatAServerDoesNotKnowAskNobody(t *testing.T) {
	options, _ := practice.Flavour("mastodon-4.2") // it has no profile
	d := newDesk(t, options)
	o := d.options()
	o.Scopes = []string{"profile"}
	_, err := d.logIn(o)
	require.NoError(t, err)
	o.Open = func(string) error { t.Error("the person is asked again"); return nil }
	client, err := d.logIn(o)
	require.NoError(t, err)
	assert.Equal(t, "alice", d.who(client))
}

func TestLogInRefusesWhatCannotWork(t *testing.T) {
	d := newDesk(t, practice.Options{})
	for code, change := range map[core.Code]func(*native.LogInOptions){
		core.CodeServerMissing:     func(o *native.LogInOptions) { o.Server = "" },
		core.CodeServerInvalid:     func(o *native.LogInOptions) { o.Server = "nothing" },
		core.CodeClientNameInvalid: func(o *native.LogInOptions) { o.ClientName = "" },
		core.CodeScopeUnknown:      func(o *native.LogInOptions) { o.Scopes = []string{"everything"} },
		core.CodeOptionInvalid:     func(o *native.LogInOptions) { o.RequestTimeoutMs = -1 },
	} {
		o := d.options()
		change(&o)
		o.Open = func(string) error { t.Error(code); return nil }
		_, err := d.logIn(o)
		assert.ErrorIs(t, err, code)
		assert.True(t, strings.HasPrefix(err.Error(), "LogIn: "), err)
	}
	for begins, options := range map[string]core.Options{
		"Client.APIBaseURL: ":          {APIBaseURL: "other.example"},
		"Client.ClientID: ":            {ClientID: "x"},
		"Client.ClientSecret: ":        {ClientSecret: "x"},
		"Client.AccessToken: ":         {AccessToken: "x"},
		"Client.ClientCredentialKey: ": {ClientCredentialKey: "x"},
		"Client.AccessTokenKey: ":      {AccessTokenKey: "x"},
		"Client.Restore: ":             {Restore: &core.Credentials{}},
		"RatelimitMethod: ":            {RatelimitMethod: "x"},
		"FeatureSet: ":                 {FeatureSet: "x"},
	} {
		o := d.options()
		o.Client = options
		o.Open = func(string) error { t.Error(begins); return nil }
		_, err := d.logIn(o)
		assert.ErrorIs(t, err, core.CodeOptionInvalid)
		assert.ErrorContains(t, err, "LogIn: "+begins)
	}
	assert.Empty(t, d.registrations())
	_, err := native.LogIn(nil, d.options()) //nolint:staticcheck // a mistake that is told, too
	assert.ErrorIs(t, err, core.CodeOptionMissing)
}

func TestTheDefaultStoreIsAFolderOfTheProgram(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	d := newDesk(t, practice.Options{})
	o := d.options()
	o.Host = core.Host{Transport: d}
	_, err := d.logIn(o)
	require.NoError(t, err)
	info, err := os.Stat(home + "/mastoauth/app-my-bot")
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o700), info.Mode().Perm())
	o.Open = func(string) error { t.Error("the person is asked again"); return nil }
	_, err = d.logIn(o)
	assert.NoError(t, err)
}
