package native

import (
	"bytes"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// ReadBody tells what an answer's body is, and decodes it if it is JSON: half of what a Transport has to do with it.
// What parses as JSON is JSON, whatever the server announces it as.
func ReadBody(contentType string, body []byte) (core.Document, core.Shape) {
	switch trimmed := bytes.TrimSpace(body); {
	case len(trimmed) == 0:
		return nil, core.ShapeEmpty
	case trimmed[0] == '<':
		return nil, core.ShapeHTML
	}
	if document, err := Parse(body); err == nil {
		return document, core.ShapeJSON
	}
	if strings.Contains(strings.ToLower(contentType), "json") {
		return nil, core.ShapeBroken
	}
	return nil, core.ShapeOther
}
