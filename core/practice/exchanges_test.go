package practice_test

import (
	"encoding/base64"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// exchange is a request that was sent to a real server, and what of its response counts. Names in capitals stand for values of
// this run: CLIENT, SECRET, TOKEN, OWN (the app's own token) and so on.
type exchange struct {
	ask, body string
	status    int
	// want is a part of the body.
	want string
}

const asJSON = "json:" // starts a body that is JSON

// run sends the exchanges in their order. Each is a test of its own, named by what is special about it.
func (w *world) run(t *testing.T, values map[string]string, exchanges []struct {
	name string
	exchange
}) {
	t.Helper()
	var names []string
	for name, value := range values {
		names = append(names, name, value)
	}
	filled := strings.NewReplacer(names...)
	for _, e := range exchanges {
		t.Run(e.name, func(t *testing.T) {
			endpoint, headers := filled.Replace(e.ask), []string{"Origin", "https://app.example"}
			if path, token, ok := strings.Cut(endpoint, " Bearer "); ok {
				endpoint, headers = path, append(headers, "Authorization", "Bearer "+token)
			} else if path, credentials, ok := strings.Cut(endpoint, " Basic "); ok {
				endpoint, headers = path, append(headers, "Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(credentials)))
			}
			body := filled.Replace(e.body)
			if text, ok := strings.CutPrefix(body, asJSON); ok {
				body, headers = text, append(headers, "Content-Type", "application/json")
			}
			got := w.ask(endpoint, body, headers...)
			assert.Equal(t, e.status, got.status, got.body)
			assert.Contains(t, got.body, filled.Replace(e.want))
		})
	}
}

// digits writes a number of JSON without an exponent.
func digits(value any) string {
	number, _ := value.(float64)
	return strconv.FormatFloat(number, 'f', -1, 64)
}

type exchanges = []struct {
	name string
	exchange
}
