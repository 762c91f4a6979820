package contract

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// difference is an answer of Debian's Doorkeeper 5.5.0 that is not that of Mastodon 4.5, whose documents it has and which has
// Doorkeeper 5.8.2.
type difference struct{ answer, reason string }

var knownDifferences = map[string]difference{
	"TestAuthorizeErrorStatus/unknown_client":            {"200", "the status of error pages came with Doorkeeper 5.7"},
	"TestAuthorizeErrorStatus/scope":                     {"200", "the status of error pages came with Doorkeeper 5.7"},
	"TestAuthorizeErrors/challenge_plain":                {"consent", "pkce_code_challenge_methods, which forbids plain, came with Doorkeeper 5.8"},
	"TestClientCredentials/default_scope_not_registered": {"200", "Doorkeeper 5.5 gives a token without any scope"},
	"TestLanguages/token":                                {"401 The access token is invalid", "the languages are Mastodon's files, not Doorkeeper's"},
	"TestLanguages/registration":                         {"422 Validation failed: Application name can't be blank", "the languages are Mastodon's files"},
	"TestLanguages/page":                                 {"en", "the languages are Mastodon's files"},
	"TestResponseMode/fragment":                          {"?code", "Doorkeeper 5.5 knows the mode form_post alone"},
}

var lookedUp struct {
	sync.Mutex
	names []string
}

// expect compares an answer with Mastodon's or, where Doorkeeper is known to differ, with Doorkeeper's.
func (s *server) expect(t *testing.T, want, got string) {
	t.Helper()
	name := s.caseName(t)
	known, ok := knownDifferences[name]
	if s.name == "doorkeeper" && ok {
		lookedUp.Lock()
		lookedUp.names = append(lookedUp.names, name)
		lookedUp.Unlock()
		assert.NotEqual(t, want, got, "Doorkeeper no longer differs from Mastodon here: remove the known difference %q", name)
		want = known.answer
	}
	assert.Equal(t, want, got)
}

func unusedDifferences() []string {
	var unused []string
	for name := range knownDifferences {
		if !slices.Contains(lookedUp.names, name) {
			unused = append(unused, name)
		}
	}
	return unused
}
