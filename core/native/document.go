package native

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// document is a core.Document over JSON text. The text is decoded only as needed: reading one member splits one level, numbers
// keep every digit, and an entity is decoded once, into its own type.
type document struct {
	raw     json.RawMessage // valid JSON without surrounding white space
	members func() []member
	// places has the index of each member. It is made with the first look for one.
	places func() map[string]int
}

type member struct {
	name  string
	value json.RawMessage
}

// Parse reads JSON text into a Document.
func Parse(text []byte) (core.Document, error) {
	// Drop a byte order mark, as response.json() does in a browser.
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\uFEFF")))
	// Decoding into RawMessage checks the whole text and gives the error a position.
	var raw json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, err
	}
	return newDocument(raw), nil
}

// NewDocument makes a Document from a Go value, for the body of a request. The value may be a map, a struct, or anything else
// that encoding/json accepts.
func NewDocument(value any) (core.Document, error) {
	raw, err := marshal(value)
	if err != nil {
		return nil, err
	}
	return newDocument(raw), nil
}

// Encode returns the Document as JSON text. A server's response is returned byte for byte. A Document of another implementation
// must be a json.Marshaler.
func Encode(d core.Document) ([]byte, error) {
	if d == nil {
		return []byte("null"), nil
	}
	marshaler, ok := d.(json.Marshaler)
	if !ok {
		return nil, &core.Error{
			Kind: core.ErrIllegalArgument, Code: core.CodeDocumentInvalid,
			Message: "this document cannot be written as JSON.", Hint: "Make it with native.NewDocument or native.Parse.",
		}
	}
	return marshaler.MarshalJSON()
}

func newDocument(raw json.RawMessage) *document {
	members := sync.OnceValue(func() []member { return split(raw) })
	return &document{raw, members, sync.OnceValue(func() map[string]int {
		places := map[string]int{}
		for i, member := range members() {
			places[member.name] = i
		}
		return places
	})}
}

func (d *document) get(key string) json.RawMessage {
	if i, ok := d.places()[key]; ok {
		return d.members()[i].value
	}
	return nil
}

func (d *document) Text(key string) string { return scalar(d.get(key)) }

func (d *document) Number(key string) (float64, bool) {
	text := strings.TrimSpace(scalar(d.get(key)))
	// The syntax of numbers is JSON's, not Go's: no "inf", no "0x1p-2".
	if typeOf(json.RawMessage(text)) != core.IsNumber || !json.Valid([]byte(text)) {
		return 0, false
	}
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil
}

func (d *document) Object(key string) core.Document {
	if value := d.get(key); typeOf(value) == core.IsObject {
		return newDocument(value)
	}
	return nil
}

func (d *document) List(key string) []core.Document {
	var elements []json.RawMessage
	value := d.get(key)
	if key == "" && d.Is(core.IsList) {
		value = d.raw
	}
	if typeOf(value) != core.IsList || json.Unmarshal(value, &elements) != nil {
		return nil
	}
	documents := make([]core.Document, len(elements))
	for i, element := range elements {
		documents[i] = newDocument(element)
	}
	return documents
}

func (d *document) Keys() []string {
	var names []string
	for _, member := range d.members() {
		names = append(names, member.name)
	}
	return names
}

func (d *document) Value() string { return scalar(d.raw) }

func (d *document) Is(t core.DocumentType) bool { return typeOf(d.raw) == t }

func (d *document) With(key string, value any) core.Document {
	encoded, err := marshal(value)
	if err != nil || !d.Is(core.IsObject) {
		return d
	}
	members := make([]member, 0, len(d.members())+1)
	for _, old := range d.members() {
		if old.name != key {
			members = append(members, old)
		}
	}
	return newDocument(join(append(members, member{key, encoded})))
}

// Rewritten returns the document of the JSON text that change makes of this document's, or nil if that is no JSON any more, because a
// number was changed.
func (d *document) Rewritten(change func(json string) string) core.Document {
	rewritten, err := Parse([]byte(change(string(d.raw))))
	if err != nil {
		return nil
	}
	return rewritten
}

// MarshalJSON returns the text unchanged.
func (d *document) MarshalJSON() ([]byte, error) { return bytes.Clone(d.raw), nil }

// String returns the text without the values of secrets, for a program that prints a document.
func (d *document) String() string { return string(printable(d.raw)) }

// Format does the same for all verbs.
func (d *document) Format(to fmt.State, _ rune) { _, _ = to.Write(printable(d.raw)) }

func printable(raw json.RawMessage) json.RawMessage {
	switch typeOf(raw) {
	case core.IsObject:
		members := split(raw)
		for i, member := range members {
			if core.IsSecretName(member.name) {
				members[i].value = json.RawMessage(`"[hidden]"`)
			} else {
				members[i].value = printable(member.value)
			}
		}
		return join(members)
	case core.IsList:
		var elements []json.RawMessage
		_ = json.Unmarshal(raw, &elements) // it is valid
		for i, element := range elements {
			elements[i] = printable(element)
		}
		list, _ := marshal(elements)
		return list
	}
	return raw
}
