package core_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestParseAddress(t *testing.T) {
	for typed, base := range map[string]string{
		"mastodon.social":                              "https://mastodon.social",
		"  mastodon.social \n":                         "https://mastodon.social",
		"Mastodon.SOCIAL":                              "https://mastodon.social",
		"mastodon.social.":                             "https://mastodon.social",
		"mastodon.social/":                             "https://mastodon.social",
		"https://mastodon.social//":                    "https://mastodon.social",
		"HTTPS://Mastodon.Social/":                     "https://mastodon.social",
		"https://mastodon.social:443/@alice":           "https://mastodon.social",
		"mastodon.social:8443":                         "https://mastodon.social:8443",
		"https://mastodon.social/@alice":               "https://mastodon.social",
		"https://mastodon.social/@alice@other.example": "https://mastodon.social",
		"https://mastodon.social/@alice/1234567890":    "https://mastodon.social",
		"mastodon.social/@alice":                       "https://mastodon.social",
		"https://mastodon.social/users/alice#main-key": "https://mastodon.social",
		"https://mastodon.social/web/timelines/home":   "https://mastodon.social",
		"https://mastodon.social/home?x=1":             "https://mastodon.social",
		"@alice@mastodon.social":                       "https://mastodon.social",
		"＠alice＠mastodon.social":                       "https://mastodon.social",
		"acct:@alice@mastodon.social":                  "https://mastodon.social",
		"acct:alice@mastodon.social":                   "https://mastodon.social",
		"ACCT:alice@mastodon.social":                   "https://mastodon.social",
		"acct:alice@localhost:3000":                    "http://localhost:3000",
		"\u200bmastodon.social\u200b\ufeff":            "https://mastodon.social",
		"\u00a0mastodon.social\u2069":                  "https://mastodon.social",
		"bücher.example":                               "https://xn--bcher-kva.example",
		"BÜCHER.example":                               "https://xn--bcher-kva.example",
		"例え.jp":                                        "https://xn--r8jz45g.jp",
		"https://example.org/social":                   "https://example.org/social",
		"https://example.org/social/":                  "https://example.org/social",
		"https://example.org/social/@alice":            "https://example.org/social",
		"localhost:3000":                               "http://localhost:3000",
		"http://localhost:3000":                        "http://localhost:3000",
		"https://localhost:3000":                       "https://localhost:3000",
		"127.0.0.1:3000":                               "http://127.0.0.1:3000",
		"http://[::1]:3000/":                           "http://[::1]:3000",
		"mastodon.localhost":                           "http://mastodon.localhost",
		"http://127.1":                                 "http://127.0.0.1",
		"@alice@localhost:3000":                        "http://localhost:3000",
	} {
		t.Run(typed, func(t *testing.T) {
			got, err := core.ParseAddress(native.URLs{}, typed)
			require.NoError(t, err)
			assert.Equal(t, base, got)
			again, err := core.ParseAddress(native.URLs{}, got)
			require.NoError(t, err)
			assert.Equal(t, base, again, "a base URL is its own")
		})
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	for typed, code := range map[string]string{
		"":                              "server_missing",
		" \u200b ":                      "server_missing",
		"alice":                         "server_invalid",
		"@alice":                        "server_invalid",
		"https://":                      "server_invalid",
		"ftp://mastodon.social":         "server_invalid",
		"javascript:alert(1)":           "server_invalid",
		"https://me:pw@mastodon.social": "server_invalid",
		"mastodon social":               "server_invalid",
		"https://mastodon.social:99999": "server_invalid",
		"...":                           "server_invalid",
		"alice@mastodon.social":         "server_is_email",
		"alice@gmail.com":               "server_is_email",
		"mailto:alice@gmail.com":        "server_is_email",
		"http://mastodon.social":        "server_insecure",
		"http://192.168.0.1:3000":       "server_insecure",
		"http://127.example.com":        "server_insecure",
		"http://localhost.example.com":  "server_insecure",
	} {
		t.Run(typed, func(t *testing.T) {
			got, err := core.ParseAddress(native.URLs{}, typed)
			require.ErrorIs(t, err, core.ErrIllegalArgument, got)
			assert.Equal(t, code, string(core.AsError(err).Code))
			assert.Contains(t, core.AsError(err).Message, core.GoName("apiBaseUrl"))
		})
	}
}

// What a person pastes may have a password or a token in it. The error names the address, and not these.
func TestAnErrorShowsNoSecretOfAnAddress(t *testing.T) {
	for _, typed := range []string{
		"https://me:hunter@two@mastodon.social", "https://me:hunter@mastodon social", "ftp://me:hunter@mastodon.social", "https://me:hunter@",
		"https://me:hunter@nodot", "me:hunter@nodot", "me:hunter@mastodon.social", "me:hun/hunter@mastodon.social", "https://me:hunter＠host:99999",
		"https://me:hun?hunter@mastodon.social", "https://me:hun#hunter@mastodon.social", "https://me:99:hunter@mastodon.social:99999",
		"nodot?access_token=hunter", "nodot#access_token=hunter", "https://host.example:99999/back?code=hunter", "a@b?hunter", "a@b.example#hunter",
		"<https://me:hunter@nodot>", "acct:me:hunter@nodot", "https://" + strings.Repeat("x", 3000) + ":hunter@host.example",
	} {
		host := native.Host(native.NewMemStore())
		host.Transport = &script{answers: []answer{unreachable}}
		_, err := core.ParseAddress(host.URLs, typed)
		requireNoHunter(t, err, typed)
		_, err = core.FindServer(t.Context(), host, core.FindServerOptions{Server: typed})
		requireNoHunter(t, err, typed)
		_, err = core.CreateApp(t.Context(), host, core.CreateAppOptions{APIBaseURL: typed, ClientName: "x"})
		requireNoHunter(t, err, typed)
		for _, app := range []core.CreateAppOptions{{Website: typed}, {RedirectURIs: []string{typed}}} {
			app.APIBaseURL, app.ClientName = "server.example", "x"
			_, err = core.CreateApp(t.Context(), host, app)
			requireNoHunter(t, err, typed)
		}
	}
	_, err := core.ParseAddress(native.URLs{}, "@alice@nodot")
	assert.Contains(t, core.AsError(err).Message, "“@alice@nodot”", "a handle is shown")
}

func requireNoHunter(t *testing.T, err error, typed string) {
	t.Helper()
	require.Error(t, err, typed)
	require.NotContains(t, fmt.Sprintf("%#v %v", err, err), "hunter", typed)
}

func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"mastodon.social", "@a@b.c", "https://[::1]:1/@x", "a@b", "\u200b＠x＠ü.example。", "http://127.1/%zz", "https://x/sub/@a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		base, err := core.ParseAddress(native.URLs{}, typed)
		if err != nil {
			return
		}
		again, err := core.ParseAddress(native.URLs{}, base)
		require.NoError(t, err, base)
		require.Equal(t, base, again)
	})
}
