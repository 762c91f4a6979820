package core_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// shapes take the place of a value in an answer. "more" stands for what the fuzzer makes up.
var shapes = []string{
	"null", "true", "0", "-1", "1e308", "[]", "{}", `""`, `" "`, `"more"`, "[null]", "[[]]", "[{}]", `{"":""}`, `{"error":{}}`, `"4.5.0 (compatible; )"`,
	`"4.5.0 (really "`, `"/"`, `"+"`, `"://"`, `"https://"`, `"https://practice.example/{"`, `"\u0000"`, `["more","more"]`, `{"__proto__":{}}`,
}

// changedBody changes an answer as the steps say: each is what to do, where, and with what.
func changedBody(body []byte, steps []byte, more string) []byte {
	for ; len(steps) >= 3; steps = steps[3:] {
		what, where, with := steps[0], int(steps[1]), int(steps[2])
		switch what % 6 {
		case 0: // the value of one member, or an element
			body = withValue(body, where, shapes[with%len(shapes)], more)
		case 1: // the whole
			body = []byte(strings.ReplaceAll(shapes[with%len(shapes)], "more", strings.Trim(quoted(more), `"`)))
		case 2:
			body = body[:len(body)*where/256]
		case 3:
			if len(body) > 0 {
				body[len(body)*where/256] ^= byte(with)
			}
		case 4:
			body = []byte(more)
		case 5:
			at := len(body) * where / 256
			body = append(body[:at:at], more+string(body[at:])...)
		}
	}
	return body
}

// withValue replaces the nth value in a JSON text. A text that is no JSON stays as it is.
func withValue(body []byte, nth int, shape, more string) []byte {
	var tree any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&tree) != nil {
		return body
	}
	var value any
	if json.Unmarshal([]byte(strings.ReplaceAll(shape, "more", strings.Trim(quoted(more), `"`))), &value) != nil {
		value = more
	}
	replaced := replace(tree, &nth, value)
	changed, err := json.Marshal(replaced)
	if err != nil {
		return body
	}
	return changed
}

func replace(node any, nth *int, value any) any {
	if *nth--; *nth < 0 {
		*nth = 1 << 30
		return value
	}
	switch node := node.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(node)) {
			node[name] = replace(node[name], nth, value)
		}
	case []any:
		for i := range node {
			node[i] = replace(node[i], nth, value)
		}
	}
	return node
}

func quoted(text string) string {
	made, _ := json.Marshal(text)
	return string(made)
}

// Whatever a server answers, each flow ends with a result or a named error, keeps what others have, and works the next time. flow is
// a place in answerFlows, and nth that of the answer that is changed; the header and the status of that one may change too.
func FuzzAnswers(f *testing.F) {
	flows := answerFlows()
	for flow := range flows {
		for nth := range 2 {
			f.Add(uint8(flow), uint8(nth), uint16(400*nth), "soon", []byte{uint8(1 - nth), 0, uint8(nth * 5)}, "<https://practice.example")
		}
	}
	for with := range shapes { // the version of the instance, and each shape in place of a whole account and token
		f.Add(uint8(0), uint8(0), uint16(0), "", []byte{0, 3, uint8(with), 0, 5, uint8(with)}, "x")
		f.Add(uint8(2), uint8(with%3), uint16(0), "", []byte{0, uint8(with), uint8(with)}, strings.Repeat("é", 300))
	}
	f.Fuzz(func(t *testing.T, flow, nth uint8, status uint16, header string, steps []byte, more string) {
		if len(steps) > 30 || len(more) > 1<<16 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			w, changed := newChangedWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
			bob := w.signIn(t, "bob").Session
			run := flows[int(flow)%len(flows)].prepare(t, w)
			changed.from(func(n int, _ *http.Request, answer *http.Response, body []byte) []byte {
				if n != int(nth%8) {
					return body
				}
				if status >= 200 && status < 600 {
					answer.StatusCode = int(status)
				}
				if header != "" {
					for _, name := range core.ResponseHeaders {
						answer.Header.Set(name, header)
					}
				}
				return changedBody(body, steps, more)
			})
			assertNamed(t, run())
			synctest.Wait()
			changed.from(nil)
			for _, key := range allKeys(t, w) {
				for _, field := range w.fields(t, key) {
					assert.LessOrEqual(t, len(field.Value), 2*8192, "%s of %s", field.Name, key)
				}
			}
			assert.True(t, w.alive(t, w.tokenOf(t, bob.ID)), "bob stays")
			w.signIn(t, "alice")
			synctest.Wait()
		})
	})
}

// Each member of the instance document in each of these shapes: whoever reads one has to expect all of them.
func TestEveryMemberOfAnInstanceMayHaveAnotherShape(t *testing.T) {
	w, changed := newChangedWorld(t, practice.Options{})
	for _, shape := range []string{"null", `""`, "[]", "{}", `"4.5.0 (compatible; )"`, `"really /"`} {
		for at := range 250 { // it has fewer
			changed.from(func(_ int, _ *http.Request, _ *http.Response, body []byte) []byte {
				return withValue(body, at, shape, "")
			})
			_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "practice.example"})
			assertNamed(t, err)
		}
	}
}

// assertNamed asserts that a failure is one that docs/errors.md can name, with texts of a bounded length.
func assertNamed(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	known, ok := err.(*core.Error)
	require.True(t, ok, "%T: %v", err, err)
	assert.Regexp(t, `^[a-z_]{1,40}$`, string(known.Code))
	assert.NotContains(t, []string{"internal", "unexpected"}, string(known.Code))
	assert.NotEmpty(t, known.Message)
	assert.NotEmpty(t, known.Op)
	for _, text := range []string{known.Message, known.Hint, known.Description, known.RequestID} {
		assert.LessOrEqual(t, utf8.RuneCountInString(text), 1000)
	}
}

func allKeys(t *testing.T, w *world) []string {
	t.Helper()
	keys, err := w.store.Keys(w.ctx, "")
	require.NoError(t, err)
	return keys
}
