package contract

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The tables elsewhere say what is right, case by case. Here every combination of right, missing and wrong parameters goes
// to all servers, which must find the same fault first and say it in the same words.
func TestServersAgreeOnTokenRequests(t *testing.T) {
	choices := []choice{
		{"grant_type", []string{"authorization_code", "", "magic"}},
		{"code", []string{"right", "", "bogus"}},
		{"redirect_uri", []string{callback, "", callback + "/2"}},
		{"client_id", []string{"right", "nobody"}},
		{"client_secret", []string{"right", "", "wrong"}},
		{"code_verifier", []string{verifier, "", "wrong"}},
	}
	agree(t, choices, func(s *server) func(*testing.T, []string) string {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		query := with(a.authorization(), "code_challenge", challenge, "code_challenge_method", "S256")
		code := a.code(t, alice, query)
		return func(t *testing.T, picked []string) string {
			got := s.post(t, "/oauth/token", pick(a.exchange(code), choices, picked))
			if got.status == 200 {
				code = a.code(t, alice, query)
			}
			return got.brief() + ": " + got.text("error_description")
		}
	})
}

func TestServersAgreeOnAuthorizeRequests(t *testing.T) {
	choices := []choice{
		{"response_type", []string{"code", "", "token"}},
		{"client_id", []string{"right", "", "nobody"}},
		{"redirect_uri", []string{callback, "", "https://evil.example"}},
		{"scope", []string{"read", "", "bogus", "read,write"}},
		{"code_challenge", []string{challenge, ""}},
		{"code_challenge_method", []string{"S256", "", "bad"}},
	}
	agree(t, choices, func(s *server) func(*testing.T, []string) string {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		return func(t *testing.T, picked []string) string {
			return alice.open(t, a.authorizeURL(pick(a.authorization(), choices, picked))).kind()
		}
	})
}

// choice is a parameter and the values to try.
type choice struct {
	parameter string
	values    []string
}

// pick puts the picked values into a request that is right.
func pick(request url.Values, choices []choice, picked []string) url.Values {
	for at, choice := range choices {
		if picked[at] != "right" {
			request = with(request, choice.parameter, picked[at])
		}
	}
	return request
}

// agree asks every server about every combination and compares what they say.
func agree(t *testing.T, choices []choice, prepare func(*server) func(*testing.T, []string) string) {
	t.Helper()
	said := map[string][]string{}
	for _, s := range servers {
		ask := prepare(s)
		for picked := range combinations(choices) {
			name := strings.Join(picked, " | ")
			said[name] = append(said[name], ask(t, picked))
		}
	}
	for name, answers := range said {
		for at, said := range answers {
			assert.Equal(t, answers[0], said, "%s, at %s", name, servers[at].name)
		}
	}
}

// combinations yields one value of each choice, in every way.
func combinations(choices []choice) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		picked := make([]string, len(choices))
		var from func(at int) bool
		from = func(at int) bool {
			if at == len(choices) {
				return yield(picked)
			}
			for _, value := range choices[at].values {
				picked[at] = value
				if !from(at + 1) {
					return false
				}
			}
			return true
		}
		from(0)
	}
}
