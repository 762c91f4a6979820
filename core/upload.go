package core

import (
	"strconv"
	"strings"
)

// File is the content of a file to upload, in the host's own form. In a browser it is a Blob, which never comes into the module. In a
// Go program, [native.NewFile] makes it of an io.Reader.
type File interface {
	// Size is the length in bytes.
	Size() float64
	// Type is the media type that the file has by itself, such as image/png, or "".
	Type() string
}

// UploadedFile is a file in the form of a request, which is sent as multipart/form-data.
type UploadedFile struct {
	// Name is that of the form's field, FileName that of the file, and Type its media type.
	Name, FileName, Type string
	File                 File
}

// UploadProgress says how much of a request has been sent. The form around the files counts too: it has less than a kilobyte.
type UploadProgress struct {
	// Loaded is how many bytes have been sent.
	Loaded float64 `json:"loaded"`
	// Total is how many there are, or 0 if that is not known.
	Total float64 `json:"total"`
}

// uploadRate is how fast an upload has to be at least, in bytes for each millisecond: the time limit of its request grows with its size.
const uploadRate = 32

// upload gives a call a file. A server sees no name that its owner gave the file, unless the caller says so: some servers show it. The
// name has an end, since some take the type from that.
func (c *call) upload(field, option string, file File, mimeType, fileName string) error {
	if file == nil {
		return illegal(CodeOptionMissing, "mediaFile", "there is no file.")
	}
	mimeType = lower(first(mimeType, file.Type()))
	_, end, _ := strings.Cut(mimeType, "/")
	if end == "" || anyOf(mimeType, "\r\n\"") {
		err := illegal(CodeOptionMissing, option, "the file does not say what it is.")
		err.Hint = "Give its media type, such as image/png."
		return err
	}
	switch mimeType {
	case "audio/mpeg":
		end = "mp3"
	case "video/quicktime":
		end = "mov"
	}
	c.files = append(c.files, UploadedFile{field, first(fileName, "file."+end), mimeType, file})
	return nil
}

// explainUpload says why the server refuses a file, if its instance document tells: the type, or the size. Otherwise it returns err, which
// is nil before the file is sent.
func (c *Client) explainUpload(ctx Context, file UploadedFile, err error) error {
	refused := copyOf(err)
	refused.Kind, refused.Hint = ErrAPI, "Make the file smaller."
	refused.Code, refused.Message = CodeMediaTooLarge, c.server()+" takes no file of this size."
	if instance, failed := c.instance(ctx); failed == nil {
		limits := instance.Body
		for _, name := range [2]string{"configuration", "media_attachments"} {
			if inner := limits.Object(name); inner != nil {
				limits = inner
			}
		}
		types := ""
		for _, element := range limits.List("supported_mime_types") {
			types += " " + element.Value()
		}
		if types != "" && !contains(words(types, ""), file.Type) {
			refused.Code, refused.Message = CodeMediaUnsupported, c.server()+" takes no files of the type "+shortened(file.Type)+"."
			refused.Hint = "It takes" + shortened(types) + "."
			return refused
		}
		// Mastodon's limit for pictures is lower. A GIF that moves counts as a video there.
		name := "video_size_limit"
		if strings.HasPrefix(file.Type, "image/") && file.Type != "image/gif" {
			name = "image_size_limit"
		}
		if most, _ := limits.Number(name); most > 0 && file.File.Size() > most {
			refused.Message = "the file has " + megabytes(file.File.Size()) + " MB, and " + c.server() + " takes " + megabytes(most) + " MB."
			return refused
		}
	}
	if refused.Status == 413 {
		return refused
	}
	return err
}

// megabytes writes a size, rounded up.
func megabytes(size float64) string { return strconv.Itoa((int(size) + 1<<20 - 1) >> 20) }
