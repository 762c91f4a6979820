package native

import (
	"bytes"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// ReadBody finds out what a response's body is, and decodes it if it is JSON. Every Transport needs this. A body that parses as
// JSON is JSON, whatever its content type says.
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
