// Registrations that a server refuses: for a scope, for the app's name, or for every app.

package core_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// choosy is a server that registers only apps with scopes that it knows, and refuses others in the words of words.
type choosy struct {
	knows func(scope string) bool
	words func(refused []string) answer
	asked []string
}

func (c *choosy) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	scopes := request.Form.Get("scopes")
	c.asked = append(c.asked, scopes)
	var refused []string
	for _, scope := range strings.Fields(scopes) {
		if !c.knows(scope) {
			refused = append(refused, scope)
		}
	}
	reply := jsonAnswer(200, registeredApp)
	if refused != nil {
		reply = c.words(refused)
	}
	return (&script{answers: []answer{reply}}).Do(ctx, request)
}

func inMastodonsWords([]string) answer {
	return jsonAnswer(422, `{"error":"Gültigkeitsprüfung ist fehlgeschlagen: Scopes stimmt nicht überein"}`)
}
func inGermanWords([]string) answer {
	return jsonAnswer(422, `{"error":"Gültigkeitsprüfung ist fehlgeschlagen: Befugnisse entsprechen nicht den auf dem Server konfigurierten."}`)
}
func inNoWords([]string) answer { return jsonAnswer(422, `{"error":"Validation failed"}`) }
func inWordPressWords(refused []string) answer {
	return jsonAnswer(422, `{"error":"invalid-scopes","error_description":"Invalid scope given: `+refused[0]+`"}`)
}
func inHollosWords([]string) answer {
	return jsonAnswer(422, `{"error":"invalid_request","zod_error":{"name":"ZodError","message":"[{\"values\":[\"read\",\"write\"]}]"}}`)
}
func inAListOfItsOwn([]string) answer {
	return jsonAnswer(400, `{"error":"Unknown scope. Known are read, write, follow, push and profile."}`)
}

// A refused scope becomes the least that does its work. What was not refused is asked for as it was.
func TestScopesAreReplacedByTheLeast(t *testing.T) {
	without := func(unknown ...string) func(string) bool {
		return func(scope string) bool { return !slices.Contains(unknown, scope) }
	}
	coarse := func(scope string) bool { return scope != "profile" && !strings.Contains(scope, ":") }
	for name, test := range map[string]struct {
		asked string
		knows func(string) bool
		words func([]string) answer
		got   string
	}{
		"WordPress, profile":                {"profile", without("profile"), inWordPressWords, "read:accounts"},
		"WordPress, profile beside others":  {"profile write:statuses", without("profile"), inWordPressWords, "read:accounts write:statuses"},
		"profile beside read":               {"read profile", without("profile"), inWordPressWords, "read"},
		"Mastodon 4.2, profile":             {"profile write:statuses follow", without("profile"), inMastodonsWords, "read:accounts write:statuses follow"},
		"Mastodon 4.5, collections":         {"profile write:statuses read:collections", without("read:collections", "write:collections"), inMastodonsWords, "profile write:statuses read"},
		"both are new":                      {"profile write:collections", without("profile", "write:collections"), inMastodonsWords, "read:accounts write"},
		"Hollo, collections":                {"profile read:collections", without("read:collections"), inHollosWords, "profile read"},
		"no specific scopes":                {"profile write:statuses push", coarse, inMastodonsWords, "read write push"},
		"no specific scopes, named":         {"read:accounts write:statuses push", coarse, inWordPressWords, "read write push"},
		"two that are named one by one":     {"read:lists write:lists read:statuses", without("read:lists", "write:lists"), inWordPressWords, "read write"},
		"one of two":                        {"read:accounts write:lists", without("write:lists"), inWordPressWords, "read:accounts write"},
		"a list of those that it knows":     {"profile read:lists", without("read:lists"), inAListOfItsOwn, "read"},
		"an admin's":                        {"admin:read:reports", without("admin:read:reports"), inWordPressWords, "admin:read"},
		"all are known":                     {"profile read:lists", without(), inMastodonsWords, "profile read:lists"},
		"rare, beside a common one":         {"read:accounts write:conversations", without("write:conversations"), inNoWords, "read:accounts write"},
		"rare ones of two kinds":            {"read:bookmarks write:lists admin:read:reports", without("read:bookmarks", "admin:read:reports"), inNoWords, "read write:lists admin:read"},
		"GoToSocial's own":                  {"read:accounts read:applications write:statuses", without("read:applications"), inNoWords, "read write:statuses"},
		"profile and an admin's":            {"profile admin:read:accounts", without("profile", "admin:read:accounts"), inNoWords, "read:accounts admin:read"},
		"only the admin's":                  {"profile admin:read:accounts", without("admin:read:accounts"), inNoWords, "read:accounts admin:read"},
		"the newest, profile and a rare":    {"profile write:collections write:conversations", without("profile", "write:collections", "write:conversations"), inGermanWords, "read:accounts write"},
		"the newest, and a rare of another": {"profile write:collections read:bookmarks", without("profile", "write:collections", "read:bookmarks"), inGermanWords, "write read"},
		"German, collections":               {"profile write:statuses read:collections", without("read:collections"), inGermanWords, "profile write:statuses read"},
		"German, no specific scopes":        {"profile write:statuses push", coarse, inGermanWords, "read write push"},
		"a set that the specific ones need": {"read:statuses read:collections", without("read:collections"), inWordPressWords, "read"},
	} {
		t.Run(name, func(t *testing.T) {
			server := &choosy{knows: test.knows, words: test.words}
			host := native.Host(native.NewMemStore())
			host.Transport = server
			app, err := core.CreateApp(t.Context(), host, core.CreateAppOptions{
				ClientName: "Test app", APIBaseURL: "server.example", Scopes: []string{test.asked}, ToKey: "app",
			})
			require.NoError(t, err, "%v", server.asked)
			stored, err := host.Storage.Get(context.Background(), "app")
			require.NoError(t, err)
			assert.Equal(t, test.got, stored.Text("scopes"), "%v", server.asked)
			assert.LessOrEqual(t, len(server.asked), 4, "a server accepts five in ten minutes")
			if test.got != test.asked {
				assert.Equal(t, test.got, app.Document.Text("mastoauth:scopes"), "the result says so")
			} else {
				assert.Empty(t, app.Document.Text("mastoauth:scopes"))
			}
		})
	}
}

func TestASignInSaysWhatWasAskedInstead(t *testing.T) {
	w := newFlavour(t, "mastodon-4.2")
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"profile", "write:statuses"} })
	assert.Equal(t, []string{"read:accounts", "write:statuses"}, start.Scopes)
	again := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"profile", "write:statuses"} })
	assert.Equal(t, start.Scopes, again.Scopes, "also when the app was registered before")
	address, err := url.Parse(start.URL)
	require.NoError(t, err)
	assert.Equal(t, "read:accounts write:statuses", address.Query().Get("scope"))
	assert.Equal(t, []string{"read"}, newWorld(t, practice.Options{}).beginSignIn(t, nil).Scopes)
}

func TestAServerThatRefusesEveryScope(t *testing.T) {
	server := &choosy{knows: func(string) bool { return false }, words: inMastodonsWords}
	host := native.Host(native.NewMemStore())
	host.Transport = server
	_, err := core.CreateApp(t.Context(), host, core.CreateAppOptions{ClientName: "x", APIBaseURL: "server.example", Scopes: []string{"read:accounts"}})
	assert.Equal(t, core.CodeValidationFailed, core.AsError(err).Code)
	assert.Equal(t, []string{"read:accounts", "read"}, server.asked, "no wider than that, and no more often")
}

// What a person reads about a refused registration is true: nobody is signed in, and no account is concerned.
func TestRefusedRegistrations(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		code   string
	}{
		"WordPress, a name of two letters": {jsonAnswer(422, `{"error":"invalid-client_name","error_description":"Client name must be a string with a length between 3 and 200 chars."}`), "client_name_refused"},
		"GoToSocial, no name":              {jsonAnswer(400, `{"error":"Bad Request: Key: 'ApplicationCreateRequest.ClientName' Error:Field validation for 'ClientName' failed on the 'required' tag"}`), "client_name_refused"},
		"Laravel, a short name":            {jsonAnswer(422, `{"message":"The client name must be at least 3 characters.","errors":{"client_name":["x"]}}`), "client_name_refused"},
		"WordPress, logins switched off":   {jsonAnswer(403, `{"error":"registation-disabled","error_description":"Mastodon app registration has been disabled."}`), "app_registration_closed"},
		"prose":                            {jsonAnswer(403, `{"error":"no new apps, please"}`), "app_registration_closed"},
		"members only":                     {jsonAnswer(401, `{"error":"This method requires an authenticated user"}`), "app_registration_closed"},
		"a firewall":                       {answer{status: 403, body: "<html>Just a moment"}, "server_blocked"},
		"another reason":                   {jsonAnswer(422, `{"error":"Validation failed: Website is not a valid URL"}`), "validation_failed"},
	} {
		t.Run(name, func(t *testing.T) {
			_, play, _, err := createApp(core.CreateAppOptions{ClientName: "ab", Scopes: []string{"read"}}, test.answer)
			require.Error(t, err)
			known := core.AsError(err)
			assert.Equal(t, test.code, string(known.Code))
			assert.NotEqual(t, core.ErrUnauthorized, known.Kind)
			assert.NotEmpty(t, known.Hint)
			assert.Len(t, play.sent(), 1)
		})
	}
	_, play, _, err := createApp(core.CreateAppOptions{ClientName: "ab", Scopes: []string{"profile"}}, jsonAnswer(422, `{"error":"invalid-client_name"}`))
	assert.Equal(t, core.CodeClientNameRefused, core.AsError(err).Code)
	assert.Len(t, play.sent(), 1, "other scopes would not help")
}
