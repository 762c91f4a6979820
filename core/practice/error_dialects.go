package practice

import (
	"fmt"
	"net/http"
	"strings"
)

// errorInDialect writes an API error in the format of the software that is played.
func (s *Server) errorInDialect(r *request, made *answer) *answer {
	if r.broken || made.noRoute {
		if own := s.ownRefusal(r, made); own != nil {
			return own
		}
	}
	if made.status < 400 || !strings.HasPrefix(made.header.Get("Content-Type"), "application/json") {
		return made
	}
	switch s.options.Quirks.Errors {
	case ErrorsObject:
		return misskeyError(r, made)
	case ErrorsBare:
		return s.bareError(r, made)
	}
	if !strings.HasPrefix(r.path, "/api/") && r.path != "/oauth/userinfo" {
		return made
	}
	switch s.options.Quirks.Errors {
	case ErrorsProse:
		return s.proseError(r, made)
	case ErrorsWord:
		return s.wordError(r, made)
	case ErrorsHyphen:
		return s.hyphenError(r, made)
	}
	return made
}

// misskeyError uses an object where others use a text, and 401 where others use 400.
func misskeyError(r *request, made *answer) *answer {
	switch {
	case r.path == "/oauth/token":
		return jsonAnswer(http.StatusUnauthorized, object{"error": object{
			"message": "No such session.", "code": "NO_SUCH_SESSION", "id": "bd72c97d-eba7-4adb-a467-f171b8847250",
		}})
	case made.status == http.StatusUnauthorized:
		return jsonAnswer(made.status, object{"error": object{
			"message": "Authentication failed. Please ensure your token is correct.", "code": "AUTHENTICATION_FAILED",
			"id": "b0a7f5f8-dc2f-4171-b91f-de88ad238e14",
		}})
	}
	return made
}

// bareError sends the status as HTML, or an empty body. A request without a valid token gets 422 if it reads and 401 if it
// writes, even if the path does not exist.
func (s *Server) bareError(r *request, made *answer) *answer {
	const contentType = "text/html; charset=utf-8"
	if string(made.body) == "{}" {
		return made
	}
	status := made.status
	isAPI := strings.HasPrefix(r.path, "/api/") && r.path != "/api/v1/apps"
	if _, stranger := s.userToken(r); isAPI && stranger != nil {
		switch {
		case r.method != http.MethodGet:
			return newAnswer(http.StatusUnauthorized, contentType, nil)
		case status == http.StatusUnauthorized || status == http.StatusUnprocessableEntity:
			return newAnswer(http.StatusUnprocessableEntity, contentType, nil)
		}
	}
	if status == http.StatusUnauthorized {
		return newAnswer(status, contentType, nil)
	}
	if r.broken { // a body that cannot be read has no parameters
		status = http.StatusNotFound
	}
	return newAnswer(status, contentType, fmt.Appendf(nil, "<h1>%d %s (%s/%s)</h1>", status, http.StatusText(status), s.software(), s.softwareVersion()))
}
