package replay

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	// longTexts finds what may be a token, a code or a key. PKCE's own are made up for one request.
	longTexts = regexp.MustCompile(`(?:code_(?:challenge|verifier)=)?[A-Za-z0-9_-]{28,}`)
	uuids     = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	// groupKeys are of notifications: a kind, a post's id and an hour.
	groupKeys = regexp.MustCompile(`^[a-z]+-[0-9]+-[0-9]+$`)
	hosts     = regexp.MustCompile(`https?(?:://|%3A%2F%2F)([A-Za-z0-9.-]+)`)
	mailboxes = regexp.MustCompile(`[A-Za-z0-9._+-]+(?:@|%40)([A-Za-z0-9.-]+)`)
	// reserved are the names that are nobody's (RFC 2606).
	reserved = regexp.MustCompile(`(?i)(^|\.)(example|example\.org|invalid|localhost|127\.0\.0\.1)$`)
	// vocabulary are the hosts in the names of formats, and those of the software itself.
	vocabulary = strings.Fields(`nodeinfo.diaspora.software webfinger.net w3id.org ostatus.org tools.ietf.org github.com codeberg.org
		docs.joinmastodon.org docs.hollo.social comam.es 1.gravatar.com`)
)

// No recording has a secret, the name of a real server, or anybody's address.
func TestRecordingsAreNobodys(t *testing.T) {
	files, err := filepath.Glob("testdata/*.jsonl")
	require.NoError(t, err)
	files = append(files, sequences(t)...)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, text := range longTexts.FindAllString(string(content), -1) {
			assert.Falsef(t, looksRandom(text), "%s: this may be a secret: %s", file, text)
		}
		for _, host := range hosts.FindAllStringSubmatch(string(content), -1) {
			assert.Truef(t, reserved.MatchString(host[1]) || slices.Contains(vocabulary, host[1]), "%s: a real host: %s", file, host[1])
		}
		for _, mailbox := range mailboxes.FindAllStringSubmatch(string(content), -1) {
			assert.Truef(t, reserved.MatchString(mailbox[1]), "%s: somebody's address: %s", file, mailbox[0])
		}
	}
}

func looksRandom(text string) bool {
	digits, letters := strings.ContainsAny(text, "123456789"), strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'z' && r != '_' }) >= 0
	return digits && letters && !strings.HasPrefix(text, "code_") && !uuids.MatchString(text) && !groupKeys.MatchString(text)
}
