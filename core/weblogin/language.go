package weblogin

import (
	"embed"
	"encoding/json"
	"net/http"
	"path"
	"strings"

	"golang.org/x/text/language"

	"github.com/mastoauth/mastoauth/core"
)

// Words are what people read, in one language. The texts are those of the tag and of userMessage: messages/generate.mjs writes them.
type Words struct {
	words, errors, health, reasons map[string]string
}

//go:embed messages/*.json
var messageFiles embed.FS

// languages are those that there are, English first, which is for everybody else.
var languages, wordsOf = func() ([]language.Tag, map[string]Words) {
	files, _ := messageFiles.ReadDir("messages")
	tags, all := []language.Tag{language.English}, map[string]Words{}
	for _, file := range files {
		text, _ := messageFiles.ReadFile("messages/" + file.Name())
		var m struct {
			Words, Errors, Health, Reasons map[string]string
		}
		if err := json.Unmarshal(text, &m); err != nil {
			panic(err) // the file is a part of this program
		}
		name := strings.TrimSuffix(file.Name(), path.Ext(file.Name()))
		all[name] = Words{m.Words, m.Errors, m.Health, m.Reasons}
		if name != "en" {
			tags = append(tags, language.MustParse(name))
		}
	}
	return tags, all
}()

var matcher = language.NewMatcher(languages)

// wordsFor returns the language that the browser asks for, as far as there is one.
func wordsFor(r *http.Request) (name string, words Words) {
	_, at, _ := matcher.Match(acceptedLanguages(r)...)
	base, _ := languages[at].Base()
	return base.String(), wordsOf[base.String()]
}

// firstLanguage returns the language that the browser likes best, for the server's page.
func firstLanguage(r *http.Request) string {
	if accepted := acceptedLanguages(r); len(accepted) > 0 {
		return accepted[0].String()
	}
	return ""
}

// mostAccepted is how much of Accept-Language is read. To read a megabyte of it takes a quarter of a second.
const mostAccepted = 1000

// acceptedLanguages returns the languages that the browser asks for, the best first.
func acceptedLanguages(r *http.Request) []language.Tag {
	header := r.Header.Get("Accept-Language")
	if len(header) > mostAccepted {
		header = header[:max(strings.LastIndexByte(header[:mostAccepted], ','), 0)]
	}
	accepted, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return nil
	}
	return accepted
}

// Of returns a text: server, password, signIn, accounts, add, signOut and others.
func (w Words) Of(name string) string { return w.words[name] }

// With returns a text with a value in place of {server} or {handle}.
func (w Words) With(name, value string) string {
	return strings.NewReplacer("{server}", value, "{handle}", value).Replace(w.words[name])
}

// ofError returns what happened and what to do, for a person.
func (w Words) ofError(err *core.Error) string {
	code := err.Code
	switch code {
	case codeForeign:
		code = "stopped_for_safety"
	case codeNoCookies:
		code = core.CodeStorageBlocked // that text is about the browser
	case codeFull:
		code = core.CodeStorageFull // that one as well
	case core.CodeStorageBlocked, core.CodeStorageFull, core.CodeStorageSilent:
		code = core.CodeUnexpected // the store is the site's
	case core.CodeOffline:
		code = core.CodeServerDown // the site has no connection, and not the person
	}
	for _, text := range []string{w.health[string(err.Health)], w.reasonOf(code, err.Reason), w.errors[string(code)]} {
		if isOwnLimit(err) {
			text = withoutFirstSentence(text) // it says that the server asks for a pause
		}
		if text != "" {
			return text
		}
	}
	return w.errors[string(core.CodeUnexpected)]
}

func withoutFirstSentence(text string) string {
	for _, end := range []string{". ", "。 "} {
		if _, rest, found := strings.Cut(text, end); found {
			return rest
		}
	}
	return text
}

func (w Words) reasonOf(code core.Code, reason core.NetworkReason) string {
	if code != core.CodeNetwork {
		return ""
	}
	return w.reasons[string(reason)]
}

// OfError returns what an error with that code says.
func (w Words) OfError(code core.Code) string { return w.ofError(&core.Error{Code: code}) }
