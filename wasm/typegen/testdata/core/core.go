// Package core has one of everything that the generator has TypeScript for, and that crosses the bridge.
package core

import "context"

// Options are those of [New], for @me@host or `@me@host`, as in { a: <b> }.
type Options struct {
	// APIBaseURL is the server, as in https://docs.joinmastodon.org/APIBaseURL. It must not contain */.
	APIBaseURL string `json:"apiBaseUrl,omitempty"`
	// Hidden stays in Go.
	Hidden func() `json:"-"`
	inner  int
}

// Error becomes the class that Kind names; see [Client.PostNote] and [native.Decode].
type Error struct {
	Kind    Kind     `json:"name"`
	Code    Code     `json:"code"`
	Details Document `json:"details,omitempty"`
}

// Kind is a class of errors.
type Kind string

const (
	ErrOne Kind = "OneError"
	ErrTwo Kind = "TwoError"
)

// Code is what happened.
type Code string

// Notes
const (
	// There is no note. To do: create one, with
	// `title`. For the person.
	CodeNoteMissing Code = "note_missing"
	// The title is too long. To do: shorten it. For both.
	CodeNoteLong Code = "note_long"
)

// Go programs only
const (
	// The pen is empty. To do: fill it. For the developer.
	CodePenEmpty Code = "pen_empty"
)

// untyped constants and other strings are none of Kind's words.
const other = "other"

// CreateNoteOptions are those of [CreateNote].
type CreateNoteOptions struct {
	Title string `json:"title"` // Title comes first.
	Kind  Kind   `json:"kind,omitempty"`
}

// CreateNote needs no client. PostNote does.
func CreateNote(ctx context.Context, host Host, options CreateNoteOptions) (Entity[Note], error) {}

// PostNoteOptions are those of [Client.PostNote].
type PostNoteOptions struct {
	// Tags may be one text.
	Tags   []string `json:"tags,omitempty"`
	Public *bool    `json:"public,omitempty"`
	Row    *Row     `json:"row,omitempty"`
	Params Fields   `json:"params,omitempty"`
	JSON   Document `json:"json,omitempty"`
}

// Row is part of an option.
type Row struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight,omitempty"`
}

// PostNote is a method whose options can be left out.
//
// It has two paragraphs.
func (c *Client) PostNote(ctx context.Context, options PostNoteOptions) (Receipt, error) {}

// Receipt is a result with one of everything.
type Receipt struct {
	Note    Document `json:"note"`
	Kind    Kind     `json:"kind,omitempty"`
	Headers Headers  `json:"headers"`
	Scopes  []string `json:"scopes,omitempty"`
	Stamps  []Stamp  `json:"stamps,omitempty"`
	Last    *Stamp   `json:"last"`
	Public  bool     `json:"public"`
	Weight  float64  `json:"weight,omitempty"`
	Status  int      `json:"status"`
}

// Stamp is in a Receipt alone.
type Stamp struct {
	Text string `json:"text"`
}

// Note returns the note of that name.
func (c *Client) Note(context.Context) (Entity[Note], error) {}

// Note is a document with a Note in it.
type Note struct {
	ID      string             `json:"id"`
	Note    *string            `json:"note"`
	Tags    []string           `json:"tags,omitempty"`
	Parts   []Part             `json:"parts"`
	Maybe   []*Part            `json:"maybe"`
	Counts  map[string]float64 `json:"counts,omitempty"`
	Default bool               `json:"posting:default"`
	Size    int                `json:"size"`
}

type Part struct {
	Kind Kind `json:"kind"`
}

func (c *Client) Forget(context.Context) error                {}
func (c *Client) Names(context.Context) ([]string, error)     {}
func (c *Client) Known(ctx context.Context) (bool, error)     {}
func (c *Client) Version(ctx context.Context) (string, error) {}

// Headers have the name of something that JavaScript has.
type Headers struct {
	Link string `json:"link"`
}

func (c *Client) Headers(ctx context.Context) (Headers, error) {}

// transport has no json tags and stays in Go.
type transport struct{ Name string }

var DefaultScopes = []string{"read"}

var ScopeSets = []ScopeSet{{"read", []string{"read:one", "read:two"}}, {"push", nil}}

// RatelimitWaiting tells a listener that a call waits.
type RatelimitWaiting struct {
	WaitMs float64 `json:"waitMs"`
}

// Credentials are read and written.
type Credentials struct {
	AccessToken string `json:"access_token"`
}
