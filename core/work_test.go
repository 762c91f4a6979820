//go:build unix

package core_test

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// work is what a call costs: the bytes that it allocates, how many addresses it has parsed, and the time of the processor. The first
// two are the same in each run. The last shows loops that allocate nothing: the smallest of three runs counts.
type work struct {
	bytes, parsed int
	busy          time.Duration
}

type parseCounter struct {
	core.URLs
	parsed int
}

func (p *parseCounter) Parse(raw string) (core.URL, bool) {
	p.parsed++
	return p.URLs.Parse(raw)
}

func workOf(t *testing.T, attack func(core.Host, int), size int) (least work) {
	t.Helper()
	busy := func() time.Duration {
		var usage syscall.Rusage
		require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
		return time.Duration(usage.Utime.Nano())
	}
	for range 3 {
		host := scriptHost()
		counter := &parseCounter{URLs: host.URLs}
		host.URLs = counter
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		begun := busy()
		attack(host, size)
		done := work{parsed: counter.parsed, busy: busy() - begun}
		runtime.ReadMemStats(&after)
		done.bytes = int(after.TotalAlloc - before.TotalAlloc)
		if least.bytes == 0 || done.busy < least.busy {
			least = done
		}
	}
	return least
}

// answering plays one answer to every request. The size of the body is about size.
func answered(host core.Host, status int, header map[string]string, body string) core.Host {
	host.Transport = &script{answers: []answer{{status: status, header: header, body: body}}}
	return host
}

func filled(part string, size int) string { return strings.Repeat(part, size/len(part)) }

// Ten times as much costs about ten times as much, whatever it is made of, and a quarter of a megabyte takes no noticeable time.
func TestWorkGrowsInProportion(t *testing.T) {
	client := func(host core.Host) *core.Client {
		client, err := core.New(t.Context(), host, core.Options{
			APIBaseURL: "https://server.example", ClientID: "id", ClientSecret: "secret", AccessToken: "token-1", RatelimitMethod: core.RatelimitThrow,
		})
		require.NoError(t, err)
		return client
	}
	find := func(host core.Host) {
		_, _ = core.FindServer(t.Context(), host, core.FindServerOptions{Server: "server.example"})
	}
	post := func(member string) func(core.Host, int) { // a post whose answer is lost is looked for
		return func(host core.Host, size int) {
			parts := strings.SplitN(member, "…", 3)
			mentions := filled(`{"acct":"bob@elsewhere.example","username":"bob"},`, 4500)
			body := `[{"id":"1","created_at":"2100-01-01T00:00:00Z","visibility":"public","mentions":[` + strings.TrimSuffix(mentions, ",") + `],"content":"` + filled(parts[0], size) + `"}]`
			host = answered(host, 200, nil, "")
			host.Transport.(*script).next = func(request core.Request) *answer {
				switch {
				case request.Method == "POST":
					return &unreachable
				case strings.HasSuffix(request.URL, "verify_credentials"):
					return &answer{status: 200, body: `{"id":"1"}`}
				}
				return &answer{status: 200, body: strings.Replace(body, "2100-01-01T00:00:00Z", time.Now().UTC().Format(time.RFC3339), 1)}
			}
			_, _ = client(host).StatusPost(t.Context(), core.StatusPostOptions{Status: "Hello", Visibility: "public", IdempotencyKey: "k"})
		}
	}
	for name, attack := range map[string]func(core.Host, int){
		"an error that repeats a secret": func(host core.Host, size int) {
			host = answered(host, 422, nil, `{"error":"`+filled("secret-secret ", size)+`"}`)
			_, _ = client(host).Request(t.Context(), core.RequestOptions{Method: "POST", Path: "/api/v1/x", Params: core.Fields{{Name: "x", Value: "secret-secret"}}})
		},
		"details": func(host core.Host, size int) {
			var fields []string
			for at := range size / 20 {
				fields = append(fields, `"invite_request.`+strings.Repeat("x", at%7)+string(rune('a'+at%26))+filled("0", at/26%30)+`":[{}]`)
			}
			host = answered(host, 422, nil, `{"error":"x","details":{`+strings.Join(fields, ",")+`}}`)
			host.Transport.(*script).next = func(request core.Request) *answer {
				if strings.HasSuffix(request.URL, "/oauth/token") {
					return &answer{status: 200, body: `{"access_token":"x"}`}
				}
				return &host.Transport.(*script).answers[0]
			}
			_, err := client(host).CreateAccount(t.Context(), core.CreateAccountOptions{})
			core.AsError(err).FieldErrors()
		},
		"webfinger links": func(host core.Host, size int) {
			find(answered(host, 200, nil, `{"links":[`+filled(`{"rel":"self","href":"http://a.example"},`, size)+`{}]}`))
		},
		"host-meta that ends nowhere": func(host core.Host, size int) { find(answered(host, 200, nil, "text:"+filled("Link ", size))) },
		"host-meta that ends late": func(host core.Host, size int) {
			find(answered(host, 200, nil, "text:"+filled("Link ", size)+filled(">", 1000)))
		},
		"many members": func(host core.Host, size int) {
			find(answered(host, 200, nil, `{"version":"4","domain":"x","a":1`+filled(`,"b":1`, size)+`}`))
		},
		"nested": func(host core.Host, size int) { find(answered(host, 200, nil, filled("[", size))) },
		"a version": func(host core.Host, size int) {
			find(answered(host, 200, nil, `{"domain":"server.example","version":"`+filled("4.", size)+`"}`))
		},
		"a Link header": func(host core.Host, size int) {
			_, _ = client(answered(host, 200, map[string]string{"Link": filled(`<https://else.example/>; rel="next", `, size)}, "[]")).Request(t.Context(), core.RequestOptions{Path: "/api/v1/x"})
		},
		"scopes of a token": func(host core.Host, size int) {
			host = answered(host, 200, nil, `{"access_token":"x","scope":"`+words(size)+`"}`)
			_, _ = client(host).ClientCredentialsToken(t.Context(), core.ClientCredentialsTokenOptions{})
		},
		"a list of scopes": func(host core.Host, size int) {
			host = answered(host, 200, nil, `{"access_token":"x","scope":["`+strings.ReplaceAll(words(size), " ", `","`)+`"]}`)
			_, _ = client(host).ClientCredentialsToken(t.Context(), core.ClientCredentialsTokenOptions{})
		},
		"scopes that are compared": func(host core.Host, size int) {
			_, _ = core.MissingScopes(t.Context(), host, core.MissingScopesOptions{Granted: []string{words(size)}, Needed: []string{"read", "write"}})
		},
		"scopes of a stored session": func(host core.Host, size int) {
			for _, key := range []string{"mastoauth:session:a#1", "mastoauth:account:a#1"} {
				require.NoError(t, host.Storage.Set(t.Context(), key, core.Fields{{Name: "access_token", Value: "x"}, {Name: "scope", Value: words(size)}}))
			}
			list, err := core.Sessions(t.Context(), host, core.SessionsOptions{})
			require.NoError(t, err)
			require.Len(t, list.Sessions, 1)
		},
		"a pasted text": func(host core.Host, size int) {
			_, _ = core.FindServer(t.Context(), host, core.FindServerOptions{Server: filled("“a@b” ", size)})
		},
		"an address": func(host core.Host, size int) {
			_, _ = core.CompleteSignIn(t.Context(), host, core.CompleteSignInOptions{URL: "https://a.example/?" + filled("a=b&", size)})
		},
		"a post of ampersands": post("&"), "a post of paragraphs": post("<p>"), "a post of names": post("@bob "), "a post of signs": post("@"),
	} {
		t.Run(name, func(t *testing.T) {
			small, large := workOf(t, attack, 25_000), workOf(t, attack, 250_000)
			assert.LessOrEqual(t, large.bytes, 25*small.bytes+1_000_000)
			assert.LessOrEqual(t, large.parsed, 11*small.parsed+10)
			assert.Less(t, large.busy, 400*time.Millisecond)
			t.Log(small, large)
		})
	}
}

// words returns different words.
func words(size int) string {
	var text strings.Builder
	for at := 0; text.Len() < size; at++ {
		text.WriteString(filled("a", at%11*1+1) + string(rune('a'+at%26)) + string(rune('a'+at/26%26)) + string(rune('a'+at/676%26)) + " ")
	}
	return text.String()
}
