package native

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// slowly splits as a json.Decoder does.
func slowly(raw json.RawMessage) []member {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if opening, err := decoder.Token(); err != nil || opening != json.Delim('{') {
		return nil
	}
	var members []member
	at := map[string]int{}
	for decoder.More() {
		name, _ := decoder.Token()
		var value json.RawMessage
		_ = decoder.Decode(&value)
		text, _ := name.(string)
		if i, twice := at[text]; twice {
			members[i].value = value
			continue
		}
		at[text] = len(members)
		members = append(members, member{text, value})
	}
	return members
}

var objects = []string{
	`{}`, `{ }`, `[]`, `7`, `null`, `"{}"`, `{"a":1}`, `{"a":1,"b":-2.5e+3,"c":true,"d":false,"e":null}`, `{"a":{"b":[1,{"c":"]}"}]},"d":[[],{}]}`,
	" { \n\t\"a\" :\r\n 1 , \"b\" : [ 1 , 2 ] } ", `{"a":"x\\","b":"\"","c\u0064":"}","\ud83d\ude00":1}`, `{"a":1,"a":2,"b":3,"a":{"a":4}}`,
	`{"":0,"ä":"ö","😀":"😀"}`, "{\"\xff\":\"\xff\"}", `{"a":"` + strings.Repeat("\\\\", 50) + `","b":1}`, `{"a":[{"b":1},{"c":[2]}],"z":"end"}`,
}

func TestMembersAreThoseOfADecoder(t *testing.T) {
	for _, text := range objects {
		raw := json.RawMessage(strings.TrimSpace(text))
		assert.Equal(t, slowly(raw), split(raw), text)
	}
}

func FuzzMembers(f *testing.F) {
	for _, text := range objects {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var raw json.RawMessage
		if json.Unmarshal([]byte(text), &raw) == nil {
			assert.Equal(t, slowly(raw), split(raw))
		}
	})
}
