package core_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// An answer of 600 KB, at any place of any flow: the flow ends with answer_too_large, or does without the answer. No more is read than
// the bound, nothing of it is stored, and the flow works the next time.
func TestAnAnswerThatIsTooLargeIsNotUsed(t *testing.T) {
	large := `{"error":"` + strings.Repeat("x", 600_000) + `"}`
	refused := map[string]bool{}
	for _, flow := range answerFlows() {
		most := core.DocumentBytes
		switch flow.name {
		case "request", "statusPost", "accountVerifyCredentials": // their answers may be longer
			continue
		}
		for nth := range 8 {
			for _, status := range []int{200, 422, 503} {
				t.Run(fmt.Sprint(flow.name, " ", nth, " ", status), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						w, changed := newChangedWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
						run := flow.prepare(t, w)
						changed.from(func(n int, _ *http.Request, answer *http.Response, body []byte) []byte {
							if n != nth {
								return body
							}
							answer.StatusCode = status
							changed.read = 0
							return []byte(large)
						})
						err := run()
						if changed.count <= nth {
							return // the flow asks less
						}
						assertNamed(t, err)
						if err != nil && core.AsError(err).Code == "answer_too_large" {
							refused[flow.name] = true
						}
						assert.LessOrEqual(t, changed.read, most+100_000, "and the answers behind it")
						for _, key := range allKeys(t, w) {
							for _, field := range w.fields(t, key) {
								assert.NotContains(t, field.Value, "xxxxxxxx", key)
							}
						}
						synctest.Wait()
						changed.from(nil)
						w.signIn(t, "alice")
					})
				})
			}
		}
	}
	for _, flow := range answerFlows() {
		switch flow.name {
		case "signOut", "revokeAccessToken", "checkSession", "completeSignUp": // their outcome is in the result
		case "request", "statusPost", "accountVerifyCredentials":
		default:
			assert.True(t, refused[flow.name], flow.name)
		}
	}
}

// What the app asks for itself may be 10 MiB long.
func TestAnswersOfTheAPIMayBeLong(t *testing.T) {
	for length, code := range map[int]string{400 << 10: "", core.AnswerBytes: "", core.AnswerBytes + 1: "answer_too_large"} {
		body := `{"id":"1","x":"` + strings.Repeat("x", length-17) + `"}`
		for name, call := range map[string]func(*core.Client) error{
			"request": func(c *core.Client) error {
				_, err := c.Request(t.Context(), core.RequestOptions{Path: "/api/v1/x"})
				return err
			},
			"accountVerifyCredentials": func(c *core.Client) error {
				_, err := c.AccountVerifyCredentials(t.Context())
				return err
			},
		} {
			client, _ := scripted(t, core.Options{}, jsonAnswer(200, body))
			err := call(client)
			if code == "" {
				assert.NoError(t, err, name)
				continue
			}
			assert.Equal(t, code, string(core.AsError(err).Code), name)
		}
	}
}

// The words in answers have bounds too, where they are stored or sent. What is only shown is cut or left out.
func TestWordsHaveBounds(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	signIn := func(path string, change func(body string) string) (core.SignIn, *world, error) {
		w, changed := newChangedWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
		changed.from(func(_ int, request *http.Request, _ *http.Response, body []byte) []byte {
			if request.URL.Path == path {
				return []byte(change(string(body)))
			}
			return body
		})
		done, err := w.complete(t, "alice", nil)
		return done, w, err
	}
	member := func(name, value string) func(string) string {
		return func(body string) string {
			require.Contains(t, body, `"`+name+`":`)
			return strings.TrimSuffix(strings.TrimSpace(body), "}") + `,"` + name + `":` + value + `}`
		}
	}
	for _, test := range []struct {
		path, name, value, code string
	}{
		{"/api/v1/accounts/verify_credentials", "avatar", `"https://` + long + `"`, ""},
		{"/api/v1/accounts/verify_credentials", "url", `"https://` + long + `"`, ""},
		{"/api/v1/accounts/verify_credentials", "display_name", `"` + long + `"`, ""},
		{"/api/v1/accounts/verify_credentials", "id", `"` + long + `"`, "answer_too_large"},
		{"/api/v1/accounts/verify_credentials", "username", `"` + long + `"`, "answer_too_large"},
		{"/api/v2/instance", "version", `"` + long + `"`, ""},
		{"/api/v2/instance", "version", `"4.5.0 (compatible; ` + long + `)"`, ""},
		{"/api/v2/instance", "title", `"` + long + `"`, ""},
		{"/api/v2/instance", "domain", `"` + long + `.example"`, ""},
		{"/oauth/token", "access_token", `"` + long + `"`, "answer_too_large"},
		{"/oauth/token", "scope", `"read ` + strings.ReplaceAll(long, "xxx", " ab") + `"`, "answer_too_large"},
		{"/oauth/token", "scope", `["read","` + long + `"]`, ""},
	} {
		done, w, err := signIn(test.path, member(test.name, test.value))
		if test.code != "" {
			assert.Equal(t, test.code, string(core.AsError(err).Code), test.name)
			assert.Empty(t, w.sessions(t).Sessions, test.name)
		} else if assert.NoError(t, err, test.name) {
			assert.Less(t, len(fmt.Sprint(done)), 5000, test.name)
		}
		for _, key := range allKeys(t, w) {
			for _, field := range w.fields(t, key) {
				assert.Less(t, len(field.Value), 5000, "%s of %s", field.Name, key)
			}
		}
	}
	for _, name := range []string{"client_id", "client_secret"} {
		host := scriptHost(jsonAnswer(200, member(name, `"`+long+`"`)(`{"client_id":"1","client_secret":"2"}`)))
		_, err := core.CreateApp(t.Context(), host, core.CreateAppOptions{ClientName: "a", APIBaseURL: "a.example", ToKey: "app"})
		assert.Equal(t, core.CodeAnswerTooLarge, core.AsError(err).Code)
		record, err := host.Storage.Get(t.Context(), "app")
		require.NoError(t, err)
		assert.Nil(t, record)
	}
}

// So do the texts that a person pastes, that a page gives, and that stand in the address.
func TestOptionsHaveBounds(t *testing.T) {
	w := newWorld(t, practice.Options{})
	long := strings.Repeat("a ", 500_000)
	for name, call := range map[string]func() error{
		"server_invalid": func() error {
			_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "“" + long + "”"})
			return err
		},
		"server_invalid ": func() error {
			_, err := core.New(w.ctx, w.host, core.Options{APIBaseURL: strings.Repeat("a.", 100_000) + "example"})
			return err
		},
		"scope_unknown": func() error {
			_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "a", RedirectURI: redirectURI, Scopes: []string{long + "read"}})
			return err
		},
		"option_invalid": func() error {
			_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "a", RedirectURI: redirectURI, ReturnTo: long})
			return err
		},
		"redirect_uri_invalid": func() error {
			_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "a", RedirectURI: redirectURI + strings.Repeat("a", 3000)})
			return err
		},
		"option_invalid ": func() error {
			_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "a", RedirectURI: redirectURI, Website: "https://a.example/" + strings.Repeat("a", 3000)})
			return err
		},
		"answer_too_large": func() error {
			_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: redirectURI + "?error=x&state=y&error_description=" + strings.Repeat("a", 100_000)})
			return err
		},
		"secret_file_invalid": func() error {
			_, err := core.ReadSecretFile(w.ctx, w.host, core.ReadSecretFileOptions{TokenFile: strings.Repeat("a", 8193)})
			if core.AsError(err).Code == "option_invalid" {
				core.AsError(err).Code = "secret_file_invalid"
			}
			return err
		},
	} {
		err := call()
		require.Error(t, err, name)
		assert.Equal(t, strings.TrimSpace(name), string(core.AsError(err).Code))
		assert.Less(t, len(err.Error()), 2000)
	}
	assert.Empty(t, allKeys(t, w))
}

// A domain may point to many servers. A few of them are asked.
func TestFewServersAreAskedForADomain(t *testing.T) {
	var links, own []string
	for i := range 5000 {
		links = append(links, fmt.Sprintf(`{"rel":"self","href":"https://s%d.example/"}`, i))
		own = append(own, `<Link rel="lrdd" template="https://domain.example/{uri}"/>`)
	}
	play := &script{answers: []answer{{}}, next: func(request core.Request) *answer {
		switch {
		case strings.Contains(request.URL, "webfinger"):
			return &answer{status: 200, body: `{"links":[` + strings.Join(links, ",") + `]}`}
		case strings.HasSuffix(request.URL, "host-meta"):
			return &answer{status: 200, body: `<XRD>` + strings.Join(own[:1000], "") + `<Link rel="lrdd" template="https://far.example/{uri}"/></XRD>`}
		}
		return &answer{status: 404, body: "<html>"}
	}}
	host := scriptHost()
	host.Transport = play
	_, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "domain.example"})
	assert.Equal(t, core.CodeServerNotMastodon, core.AsError(err).Code)
	asked := map[string]bool{}
	for _, request := range play.requests {
		asked[strings.Split(request.URL, "/")[2]] = true
	}
	assert.Len(t, asked, 5, "the domain, and four more")
	links = nil
	_, err = core.FindServer(t.Context(), host, core.FindServerOptions{Server: "domain.example"})
	assert.Equal(t, core.CodeServerNotMastodon, core.AsError(err).Code)
	for _, request := range play.requests {
		assert.NotContains(t, request.URL, "far.example", "behind a hundred others")
	}
}
