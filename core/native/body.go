package native

import (
	"bytes"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// ReadBody finds out what a response's body is, and sets Body, Text and Shape. Every Transport needs this. A body that parses as
// JSON is JSON, whatever its content type says.
func ReadBody(response *core.Response, contentType string, body []byte) {
	switch trimmed := bytes.TrimSpace(body); {
	case len(trimmed) == 0:
		response.Shape = core.ShapeEmpty
		return
	case trimmed[0] == '<' && !bytes.Contains(trimmed, []byte("<XRD")):
		response.Shape = core.ShapeHTML
		return
	}
	if document, err := Parse(body); err == nil {
		response.Body, response.Shape = document, core.ShapeJSON
		return
	}
	if strings.Contains(strings.ToLower(contentType), "json") {
		response.Shape = core.ShapeBroken
		return
	}
	response.Shape = core.ShapeOther // or an XRD document, which is XML
	response.Text, _ = NewDocument(string(body))
}
