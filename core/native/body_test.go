//go:build !js

package native_test

import (
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// An answer is read up to its bound. What is longer is not used, also where it arrives compressed, and never ends.
func TestAnswersHaveBounds(t *testing.T) {
	object := func(length int) string { return `{"a":"` + strings.Repeat("x", length-8) + `"}` }
	const document, answer = core.DocumentBytes, core.AnswerBytes
	for name, test := range map[string]struct {
		status, most int
		body         string
		shape        core.Shape
	}{
		"a document that fits":          {200, document, object(document), core.ShapeJSON},
		"one byte more":                 {200, document, object(document + 1), core.ShapeLarge},
		"white space":                   {200, document, strings.Repeat(" ", document+1), core.ShapeLarge},
		"a page":                        {200, document, "<html>" + strings.Repeat("x", document), core.ShapeHTML},
		"an XRD document":               {200, document, "<XRD>" + strings.Repeat("x", document), core.ShapeHTML},
		"an answer that fits":           {200, 0, object(answer), core.ShapeJSON},
		"an answer that does not":       {200, 0, object(answer + 1), core.ShapeLarge},
		"an error that fits":            {422, 0, object(document), core.ShapeJSON},
		"an error of a long answer":     {422, 0, object(document + 1), core.ShapeLarge},
		"an error of a server":          {502, document, object(document + 1), core.ShapeLarge},
		"nothing":                       {200, document, "", core.ShapeEmpty},
		"a text that fits":              {200, document, strings.Repeat("x", document), core.ShapeOther},
		"a text that does not":          {200, document, strings.Repeat("x", document+1), core.ShapeLarge},
		"an object that is not the end": {200, document, object(100) + strings.Repeat(" ", document), core.ShapeLarge},
	} {
		t.Run(name, func(t *testing.T) {
			for _, zipped := range []bool{false, true} {
				base := serve(t, func(w http.ResponseWriter, r *http.Request) {
					if !zipped {
						w.WriteHeader(test.status)
						_, _ = w.Write([]byte(test.body))
						return
					}
					w.Header().Set("Content-Encoding", "gzip")
					w.WriteHeader(test.status)
					to := gzip.NewWriter(w)
					_, _ = to.Write([]byte(test.body))
					_ = to.Close()
				})
				response, err := native.NewTransport(nil).Do(t.Context(), core.Request{Method: "GET", URL: base, MostBytes: test.most})
				require.NoError(t, err)
				assert.Equal(t, test.shape, response.Shape)
				assert.Equal(t, test.status, response.Status)
				assert.Equal(t, test.shape == core.ShapeJSON, response.Body != nil)
				assert.Equal(t, test.shape == core.ShapeOther, response.Text != nil)
			}
		})
	}
	endless := serve(t, func(w http.ResponseWriter, r *http.Request) {
		part := []byte(strings.Repeat("[", 1<<16))
		for r.Context().Err() == nil {
			_, _ = w.Write(part)
		}
	})
	response, err := native.NewTransport(nil).Do(t.Context(), core.Request{Method: "GET", URL: endless})
	require.NoError(t, err)
	assert.Equal(t, core.ShapeLarge, response.Shape)
}
