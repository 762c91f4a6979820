package native

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// File is a core.File over a reader.
type File struct {
	from io.ReadSeeker
	size int64
	kind string
	err  error
}

// NewFile returns a file to upload. Its media type is what its first bytes show. An upload may read it several times, from its
// beginning; a reader that cannot seek is read into memory at once. If reading fails, the upload does.
func NewFile(from io.Reader) *File {
	f := &File{}
	if from == nil {
		from, f.err = strings.NewReader(""), errNoReader
	}
	seeker, ok := from.(io.ReadSeeker)
	if !ok {
		var content []byte
		content, f.err = io.ReadAll(from)
		seeker = bytes.NewReader(content)
	}
	f.from = seeker
	f.size = f.seek(0, io.SeekEnd)
	f.seek(0, io.SeekStart)
	var start [512]byte
	length, _ := io.ReadFull(seeker, start[:]) // it may be shorter
	if kind := http.DetectContentType(start[:length]); !strings.HasPrefix(kind, "application/octet-stream") {
		f.kind, _, _ = strings.Cut(kind, ";")
	}
	return f
}

func (f *File) seek(offset int64, whence int) int64 {
	at, err := f.from.Seek(offset, whence)
	if f.err == nil {
		f.err = err
	}
	return at
}

// Size returns the length in bytes.
func (f *File) Size() float64 { return float64(f.size) }

// Type returns the media type.
func (f *File) Type() string { return f.kind }

// errNoReader is about a File without content.
var errNoReader = errors.New("there is no reader")

// errNotNative is about a core.File of another package.
var errNotNative = errors.New("the file was not made by native.NewFile")

// multipartBody returns the body of a request with files, its content type and its length.
func multipartBody(request core.Request) (body io.Reader, contentType string, length int64, err error) {
	var around bytes.Buffer
	form := multipart.NewWriter(&around)
	for _, field := range request.Form {
		_ = form.WriteField(field.Name, field.Value) // a bytes.Buffer takes everything
	}
	var parts []io.Reader
	cut := func() {
		parts = append(parts, strings.NewReader(around.String()))
		length += int64(around.Len())
		around.Reset()
	}
	for _, file := range request.Files {
		own, ok := file.File.(*File)
		if !ok {
			return nil, "", 0, errNotNative
		}
		own.seek(0, io.SeekStart)
		if own.err != nil {
			return nil, "", 0, own.err
		}
		_, _ = form.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {multipart.FileContentDisposition(file.Name, file.FileName)}, "Content-Type": {file.Type},
		})
		cut()
		parts = append(parts, io.LimitReader(own.from, own.size))
		length += own.size
	}
	_ = form.Close()
	cut()
	body = io.MultiReader(parts...)
	if request.OnProgress != nil {
		body = &counted{from: body, total: float64(length), tell: request.OnProgress}
	}
	return body, form.FormDataContentType(), length, nil
}

// counted tells how much of a reader has been read.
type counted struct {
	from          io.Reader
	loaded, total float64
	tell          func(core.UploadProgress)
}

func (c *counted) Read(part []byte) (int, error) {
	length, err := c.from.Read(part)
	if c.loaded += float64(length); length > 0 {
		c.tell(core.UploadProgress{Loaded: c.loaded, Total: c.total})
	}
	return length, err
}
