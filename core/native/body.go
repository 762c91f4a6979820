package native

import (
	"bytes"
	"io"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// ReadBody reads the body of the response to a request, up to the bound that the request has. It finds out what the body is, and sets
// Body, Text and Shape. Every Transport needs this. A body that parses as JSON is JSON, whatever its content type says.
func ReadBody(request core.Request, response *core.Response, contentType string, from io.Reader) error {
	most := request.Most(response.Status)
	body, err := io.ReadAll(io.LimitReader(from, int64(most)+1))
	if err == nil {
		setBody(response, contentType, body, len(body) > most)
	}
	return err
}

func setBody(response *core.Response, contentType string, body []byte, isCut bool) {
	switch trimmed := bytes.TrimSpace(body); {
	case len(trimmed) == 0 && !isCut:
		response.Shape = core.ShapeEmpty
		return
	case len(trimmed) > 0 && trimmed[0] == '<' && (isCut || !bytes.Contains(trimmed, []byte("<XRD"))):
		response.Shape = core.ShapeHTML
		return
	case isCut:
		response.Shape = core.ShapeLarge
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
