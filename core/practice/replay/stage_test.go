package replay

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"

	"github.com/mastoauth/mastoauth/core/practice"
)

// stage is a practice server on which one exchange is replayed.
type stage struct {
	ctx      context.Context
	server   *practice.Server
	person   *practice.Person
	browser  *http.Client // of the person who is signed in, if anybody is
	origin   string
	redirect string
	client   string // the apps' name
	exchange exchange
	sent     map[string]string
	// words are the secrets of this server by the words that stand for them in the recording, such as CLIENT_ID.
	words map[string]string
	// whole: all values are compared, and all items of lists.
	whole bool
}

// answer is what the practice server answered.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ask sends a request. It follows no redirect.
func (s *stage) ask(method, target string, headers map[string]string, body string) (answer, error) {
	request, err := http.NewRequestWithContext(s.ctx, method, s.origin+target, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := s.browser.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, content}, err
}

// post sends a form, as a program does.
func (s *stage) post(path string, fields url.Values) (map[string]any, error) {
	got, err := s.ask("POST", path, map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}, fields.Encode())
	if err != nil {
		return nil, err
	}
	if got.status != 200 {
		return nil, fmt.Errorf("POST %s: %d %s", path, got.status, got.body)
	}
	members := map[string]any{}
	return members, json.Unmarshal(got.body, &members)
}

// keep remembers a text of an answer by the word that stands for it.
func (s *stage) keep(word string, from map[string]any, member string) error {
	text, _ := from[member].(string)
	if text == "" {
		return fmt.Errorf("the answer has no %s: %v", member, from)
	}
	s.words[word] = text
	return nil
}

var (
	// wordsInText finds the words that stand for secrets.
	wordsInText = regexp.MustCompile(`\b[A-Z]+(_[A-Z]+)*\b`)
	// repetitions finds letters that are repeated: x{1960}.
	repetitions = regexp.MustCompile(`([a-z])\{(\d+)\}`)
)

// spell replaces the words of a recorded text by what they stand for here.
func (s *stage) spell(text string) string {
	text = repetitions.ReplaceAllStringFunc(text, func(found string) string {
		var times int
		_, _ = fmt.Sscanf(found[1:], "{%d}", &times)
		return strings.Repeat(found[:1], times)
	})
	return wordsInText.ReplaceAllStringFunc(text, func(word string) string {
		if secret, ok := s.words[word]; ok {
			return secret
		}
		return word
	})
}

// unspell puts the words in for the secrets, which are others in every run.
func (s *stage) unspell(text string) string {
	for word, secret := range s.words {
		text = strings.ReplaceAll(text, secret, word)
	}
	return text
}

// replay asks what was asked, and reports what came back.
func (s *stage) replay() (answer, error) {
	headers := map[string]string{}
	for name, value := range s.sent {
		headers[name] = s.spell(value)
	}
	body := s.spell(s.exchange.Form)
	if s.exchange.Upload != "" {
		headers["content-type"], body = upload(s.exchange.Upload)
	}
	return s.ask(s.exchange.Method, s.spell(s.exchange.Path), headers, body)
}

// act lets a person open the authorization address, and reports where the browser ends and whether consent was asked.
func (s *stage) act() (ends string, asked bool) {
	name, does, _ := strings.Cut(s.exchange.Person, " ")
	before := len(s.server.Log())
	decide := s.person.Approve
	if does == "denies" {
		decide = s.person.Deny
	}
	ends, err := decide(s.ctx, s.origin+s.spell(s.exchange.Path), name)
	if err != nil {
		ends = "stays"
	}
	for _, line := range s.server.Log()[before:] {
		asked = asked || strings.HasPrefix(line, "POST /oauth/")
	}
	return ends, asked
}

// open gives the stage a browser without cookies.
func (s *stage) open() {
	jar, _ := cookiejar.New(nil) // it never fails without options
	s.browser = &http.Client{
		Transport: s.server.RoundTripper(), Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
