package contract

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// program is a client as a login library would be, but nothing more than net/http: it follows no redirect and keeps no
// cookie. The origin is that of a page elsewhere.
var program = &http.Client{
	Timeout:       20 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

const pageOrigin = "https://app.example"

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   string
	fields map[string]any // of a JSON object
}

func (a answer) text(name string) string {
	text, _ := a.fields[name].(string)
	return text
}

// brief is the status, with the error if there is one: "401 invalid_client".
func (a answer) brief() string {
	return strings.TrimSpace(fmt.Sprint(a.status, " ", a.text("error")))
}

// keys are the names of the fields, in order.
func (a answer) keys() string {
	return strings.Join(slices.Sorted(maps.Keys(a.fields)), " ")
}

// getJSON reads a public document before the tests begin.
func getJSON(address string, into any) error {
	response, err := program.Get(address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return fmt.Errorf("%s answered %s", address, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(into)
}

type header map[string]string

// ask sends a request with a body of any type.
func (s *server) ask(t *testing.T, method, path, body string, headers header) answer {
	t.Helper()
	request, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Origin", pageOrigin)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := program.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	read := answer{status: response.StatusCode, header: response.Header, body: string(content)}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") && strings.HasPrefix(read.body, "{") {
		require.NoError(t, json.Unmarshal(content, &read.fields), read.body)
	}
	return read
}

func (s *server) post(t *testing.T, path string, form url.Values) answer {
	t.Helper()
	return s.ask(t, "POST", path, form.Encode(), header{"Content-Type": "application/x-www-form-urlencoded"})
}

func (s *server) get(t *testing.T, path, token string) answer {
	t.Helper()
	headers := header{}
	if token != "" {
		headers["Authorization"] = "Bearer " + token
	}
	return s.ask(t, "GET", path, "", headers)
}

// form makes url.Values of names and values in turn; an empty value leaves the field out.
func form(pairs ...string) url.Values {
	values := url.Values{}
	for at := 0; at < len(pairs); at += 2 {
		if pairs[at+1] != "" {
			values.Add(pairs[at], pairs[at+1])
		}
	}
	return values
}

// with returns the form with some fields changed or, where the value is empty, removed.
func with(values url.Values, pairs ...string) url.Values {
	changed := maps.Clone(values)
	for at := 0; at < len(pairs); at += 2 {
		changed.Del(pairs[at])
		if pairs[at+1] != "" {
			changed.Set(pairs[at], pairs[at+1])
		}
	}
	return changed
}
