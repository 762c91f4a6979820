package native

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/mastoauth/mastoauth/core"
)

// typeOf returns the type of a JSON value by its first character, or "" if there is none.
func typeOf(raw json.RawMessage) core.DocumentType {
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '{':
		return core.IsObject
	case '[':
		return core.IsList
	case '"':
		return core.IsText
	case 't', 'f':
		return core.IsBool
	case 'n':
		return core.IsNull
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return core.IsNumber
	}
	return ""
}

// scalar returns a string as it is, and a number or boolean in its JSON spelling.
func scalar(raw json.RawMessage) string {
	switch typeOf(raw) {
	case core.IsText:
		if inner := raw[1 : len(raw)-1]; isPlain(inner) {
			return string(inner)
		}
		var text string
		if json.Unmarshal(raw, &text) == nil {
			return text
		}
	case core.IsNumber, core.IsBool:
		return string(raw)
	}
	return ""
}

// isPlain reports whether a text in JSON is what it means.
func isPlain(inner []byte) bool {
	for _, c := range inner {
		if c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// marshal encodes without escaping "<" as "\u003c": the text is sent to servers and written to files, not embedded in HTML.
func marshal(value any) (json.RawMessage, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(buffer.Bytes()), nil
}

// join builds an object from members, in order.
func join(members []member) json.RawMessage {
	object := []byte{'{'}
	for i, member := range members {
		if i > 0 {
			object = append(object, ',')
		}
		name, _ := marshal(member.name) // encoding a string never fails
		object = append(append(append(object, name...), ':'), member.value...)
	}
	return append(object, '}')
}
