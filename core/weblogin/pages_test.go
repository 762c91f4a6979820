package weblogin

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestPagesSpeakTheLanguageOfTheBrowser(t *testing.T) {
	s := newSite(t, Options{})
	for accepted, want := range map[string]string{
		"de": "Anmelden", "de-AT, en;q=0.5": "Anmelden", "pt-BR": "Entrar", "tlh, fr;q=0.8, en;q=0.7": "Se connecter", "zh-TW": "登录",
		"": "Sign in", "tlh": "Sign in", "*": "Sign in", "en;q=0.1, de;q=0.9": "Anmelden", ";;;": "Sign in", strings.Repeat("de,", 5000): "Anmelden", strings.Repeat("tlh,", 5000) + "de": "Sign in",
	} {
		b := s.browser(t)
		b.head["Accept-Language"] = accepted
		answer := b.get("/login/")
		page := text(t, answer)
		assert.Contains(t, page, "<h1>"+want+"</h1>", accepted)
		assert.Contains(t, page, `<html lang="`+answer.Header.Get("Content-Language")+`"`)
		assert.Contains(t, answer.Header.Values("Vary"), "Accept-Language")
	}
}

func TestEachLanguageHasAllTexts(t *testing.T) {
	codes, err := os.ReadFile("../error_codes.go")
	require.NoError(t, err)
	words := regexp.MustCompile(`Words\.(?:Of|With) "(\w+)"`).FindAllStringSubmatch(pageText, -1)
	require.NotEmpty(t, words)
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	inPage := len(words)
	for _, source := range sources {
		text, err := os.ReadFile(source)
		require.NoError(t, err)
		words = append(words, regexp.MustCompile(`(?i:words)\.(?:Of|With)\("(\w+)"`).FindAllStringSubmatch(string(text), -1)...)
	}
	require.Greater(t, len(words), inPage)
	files, err := filepath.Glob("messages/*.json")
	require.NoError(t, err)
	require.Len(t, files, 10)
	for name, all := range wordsOf {
		for _, word := range words {
			assert.NotEmpty(t, all.Of(word[1]), "%s: %s", name, word[1])
		}
		for _, match := range regexp.MustCompile(` Code = "([a-z_]+)"`).FindAllStringSubmatch(string(codes), -1) {
			said := all.OfError(core.Code(match[1]))
			assert.NotEmpty(t, said, "%s: %s", name, match[1])
		}
		for _, own := range []core.Code{codeForeign, codeNoCookies} {
			assert.NotEqual(t, all.OfError(core.CodeUnexpected), all.OfError(own), "%s: %s", name, own)
		}
	}
}

func TestWhatWentWrongIsSaidWithItsStatus(t *testing.T) {
	s := newSite(t, Options{PerAddress: -1})
	for name, c := range map[string]struct {
		fault    practice.Fault
		typed    string
		status   int
		code, as string
	}{
		"nothing typed":  {typed: " ", status: 400, code: "server_missing", as: "Type the name of your server"},
		"no server":      {typed: "one.example", status: 400, code: "server_not_found", as: "Check the spelling"},
		"an e-mail":      {typed: "me@mail.example", status: 400, code: "server_is_email", as: "looks like an e-mail address"},
		"down":           {practice.Status500HTML, "practice.example", 502, "server_down", "Try again later"},
		"too many":       {practice.Reply("429", 429, "application/json", `{"error":"Throttled"}`), "practice.example", 503, "rate_limited", "asks for a pause"},
		"other software": {practice.HTML200, "practice.example", 400, "server_not_mastodon", "not a server that you can sign in to"},
	} {
		if c.fault.String() != "" {
			s.server.Fail("/", c.fault, 100)
		}
		answer := s.browser(t).post("/login/", "server", c.typed, "return", "/notes")
		page := text(t, answer)
		s.server.Mend()
		assert.Equal(t, c.status, answer.StatusCode, name)
		assert.Contains(t, page, `role="alert"`, name)
		assert.Contains(t, page, `<p class="code">`+c.code+"</p>", name)
		assert.Contains(t, page, c.as, name)
		assert.Contains(t, page, `name="return" value="/notes"`, "%s: the next try leads back, too", name)
		assert.Contains(t, page, `name="server" value="`+c.typed+`"`, "%s: what was typed is still there", name)
	}
}

func TestABrowserWithoutCookiesIsToldSo(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	path := b.callback(b.begin(), "alice")
	answer := s.browser(t).get(path)
	assert.Equal(t, http.StatusForbidden, answer.StatusCode)
	assert.Contains(t, text(t, answer), "Allow cookies and site data")
}

func TestASiteMayWriteThePagesItself(t *testing.T) {
	var shown []Page
	s := newSite(t, Options{Render: func(w http.ResponseWriter, _ *http.Request, page Page) {
		shown = append(shown, page)
		w.WriteHeader(page.Status)
		_, _ = io.WriteString(w, "own page")
	}})
	b := s.browser(t)
	assert.Equal(t, "own page", text(t, b.get("/login/?return=/notes")))
	answer := b.post("/login/", "server", "nowhere.example")
	assert.Equal(t, 400, answer.StatusCode)
	assert.NotEmpty(t, answer.Header.Get("Content-Security-Policy"))
	b.signIn("alice")
	b.get("/login/")
	require.Len(t, shown, 3)
	assert.Equal(t, PageForm, shown[0].Kind)
	assert.Equal(t, "/notes", shown[0].Return)
	assert.Equal(t, "/login/", shown[0].Path)
	assert.Equal(t, core.CodeServerNotFound, shown[1].Code)
	assert.Equal(t, PageAccounts, shown[2].Kind)
	assert.Equal(t, "alice@practice.example", shown[2].Accounts[0].Account.Handle)
	_, err := json.Marshal(shown[2])
	assert.NoError(t, err)
}
