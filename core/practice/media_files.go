package practice

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // the formats whose size is read
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// The sizes of files that the instance document names, in bytes. A video counts as large as it is, but only the first 16 MiB are kept.
const (
	imageSizeLimit = 16 << 20
	videoSizeLimit = 99 << 20
)

// mediaTypes are the types of files that the server takes, and the ends of their names.
var mediaTypes = map[string]string{
	"image/jpeg": ".jpeg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "video/mp4": ".mp4", "audio/mpeg": ".mp3",
}

// mediaFile is a file in a multipart form.
type mediaFile struct {
	mediaType string // as its content shows, whatever the client calls it
	size      int
	content   []byte
}

func readFile(from io.Reader) (*mediaFile, error) {
	content, err := io.ReadAll(io.LimitReader(from, imageSizeLimit))
	if err != nil {
		return nil, err
	}
	rest, err := io.Copy(io.Discard, from)
	mediaType, _, _ := strings.Cut(http.DetectContentType(content), ";")
	return &mediaFile{mediaType, len(content) + int(rest), content}, err
}

// problems are what Mastodon says of a file that it does not take.
func (f *mediaFile) problems() []problem {
	limit := imageSizeLimit
	if strings.HasPrefix(f.mediaType, "video/") || strings.HasPrefix(f.mediaType, "audio/") {
		limit = videoSizeLimit
	}
	var found []problem
	if _, known := mediaTypes[f.mediaType]; !known {
		found = append(found, problem{"File", "content type is invalid"}, problem{"File", "is invalid"})
	}
	if f.size >= limit {
		size := fmt.Sprintf("must be less than %d MB", limit>>20)
		found = append(found, problem{"File", "file size " + size}, problem{"File", size})
	}
	return found
}

// fails reports whether the processing of the file fails: if its first bytes have the word "broken".
func (f *mediaFile) fails() bool {
	return bytes.Contains(f.content[:min(64, len(f.content))], []byte("broken"))
}

func (f *mediaFile) extension() string { return mediaTypes[f.mediaType] }

// attachment is an uploaded file. https://docs.joinmastodon.org/entities/MediaAttachment/
type attachment struct {
	id          uint64
	user        *user
	file        *mediaFile
	description any // a text, or nil
	focus       []float64
	// unfinished is how many more times its owner asks until it is processed.
	unfinished int
	attached   bool // whether it is in a post
}

// change takes the description and the focus of a request.
func (a *attachment) change(given params) {
	if given.Has("description") {
		a.description = given.Get("description")
	}
	x, y, both := strings.Cut(given.Get("focus"), ",")
	if both {
		left, _ := strconv.ParseFloat(strings.TrimSpace(x), 64) // zero if it is no number, as in Ruby
		up, _ := strconv.ParseFloat(strings.TrimSpace(y), 64)
		a.focus = []float64{left, up}
	}
}

// kind is image, video or audio.
func (a *attachment) kind() string {
	kind, _, _ := strings.Cut(a.file.mediaType, "/")
	return kind
}

func (a *attachment) status() int {
	if a.unfinished > 0 {
		return http.StatusPartialContent
	}
	return http.StatusOK
}

// meta has the size of a picture, and its focus.
func (a *attachment) meta() object {
	meta := object{}
	if size, _, err := image.DecodeConfig(bytes.NewReader(a.file.content)); err == nil {
		meta["original"] = sizeOf(size.Width, size.Height)
		small := min(1, 640/float64(max(size.Width, size.Height)))
		meta["small"] = sizeOf(int(float64(size.Width)*small), int(float64(size.Height)*small))
	}
	if a.focus != nil {
		meta["focus"] = object{"x": a.focus[0], "y": a.focus[1]}
	}
	return meta
}

func sizeOf(width, height int) object {
	return object{"width": width, "height": height, "size": fmt.Sprintf("%dx%d", width, height), "aspect": float64(width) / float64(height)}
}
