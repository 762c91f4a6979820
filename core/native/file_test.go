//go:build !js

package native_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// onlyReader hides all but Read.
type onlyReader struct{ io.Reader }

func TestAFormWithFiles(t *testing.T) {
	const png = "\x89PNG\r\n\x1a\n"
	content := png + strings.Repeat("x", 1<<20)
	var form *multipart.Form
	var length int64
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		length = r.ContentLength
		_ = r.ParseMultipartForm(8 << 20)
		form = r.MultipartForm
		_, _ = w.Write([]byte("{}"))
	})
	for name, from := range map[string]io.Reader{
		"a seeker": strings.NewReader(content), "a reader": onlyReader{strings.NewReader(content)}, "read to its end": atEnd(content),
	} {
		file := native.NewFile(from)
		assert.Equal(t, "image/png", file.Type(), name)
		assert.InDelta(t, len(content), file.Size(), 0)
		for range 2 { // it may be sent again
			var told []core.UploadProgress
			_, err := native.NewTransport(nil).Do(t.Context(), core.Request{
				Method: "POST", URL: base, Form: core.Fields{{Name: "description", Value: "é \"\r\n"}},
				Files: []core.UploadedFile{
					{Name: "file", FileName: `a "picture".png`, Type: "image/png", File: file},
					{Name: "thumbnail", FileName: "b", Type: "image/gif", File: native.NewFile(strings.NewReader("gif"))},
				},
				OnProgress: func(now core.UploadProgress) { told = append(told, now) },
			})
			require.NoError(t, err, name)
			assert.Equal(t, []string{"é \"\r\n"}, form.Value["description"])
			assert.Equal(t, content, contentOf(t, form.File["file"][0]))
			assert.Equal(t, `a "picture".png`, form.File["file"][0].Filename)
			assert.Equal(t, "image/gif", form.File["thumbnail"][0].Header.Get("Content-Type"))
			assert.Equal(t, "gif", contentOf(t, form.File["thumbnail"][0]))
			assert.Greater(t, len(told), 2)
			assert.Equal(t, core.UploadProgress{Loaded: float64(length), Total: float64(length)}, told[len(told)-1])
		}
	}
	_, err := native.NewTransport(nil).Do(t.Context(), core.Request{
		Method: "POST", URL: base, Files: []core.UploadedFile{{Name: "file", File: native.NewFile(iotest.ErrReader(errors.New("the disk is gone")))}},
	})
	assert.Equal(t, core.CodeOptionInvalid, core.AsError(err).Code)
	assert.Contains(t, err.Error(), "the disk is gone")
	assert.Empty(t, native.NewFile(bytes.NewReader([]byte{1, 2, 3})).Type(), "nobody knows what that is")
}

func atEnd(content string) io.Reader {
	reader := strings.NewReader(content)
	_, _ = reader.Seek(0, io.SeekEnd)
	return reader
}

func contentOf(t *testing.T, part *multipart.FileHeader) string {
	t.Helper()
	opened, err := part.Open()
	require.NoError(t, err)
	content, err := io.ReadAll(opened)
	require.NoError(t, err)
	return string(content)
}
