package core

import "strconv"

// MediaPostOptions are the options of [Client.MediaPost].
type MediaPostOptions struct {
	// MediaFile is the picture, video or sound.
	MediaFile File `json:"mediaFile"`
	// MimeType is its media type, such as image/png. Default: what the file says of itself.
	MimeType string `json:"mimeType,omitempty"`
	// Description says what is to be seen or heard, for people who cannot.
	Description string `json:"description,omitempty"`
	// Focus is the point that stays in sight when the picture is cropped. Default: the server's, usually the centre.
	Focus *Focus `json:"focus,omitempty"`
	// FileName is a name that the server sees; some show it. Default: "file" with an end that fits the type.
	FileName string `json:"fileName,omitempty"`
	// Thumbnail is a picture that stands for a video or a sound. Mastodon 3.2 and later.
	Thumbnail File `json:"thumbnail,omitempty"`
	// ThumbnailMimeType is its media type. Default: what the file says of itself.
	ThumbnailMimeType string `json:"thumbnailMimeType,omitempty"`
	// Synchronous waits until the server has processed the file: before that, it cannot be in a post. Default: true (in Mastodon.py:
	// False).
	Synchronous *bool `json:"synchronous,omitempty"`
	// ProcessingTimeoutMs is how long it waits for that at most, in milliseconds. Default: 300,000, five minutes.
	ProcessingTimeoutMs float64 `json:"processingTimeoutMs,omitempty"`
	// OnProgress is told how much has been sent.
	OnProgress func(UploadProgress) `json:"-"`
}

// Focus is a point of a picture, from its centre: X from -1 (left) to 1, Y from -1 (bottom) to 1.
type Focus struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// MediaPost uploads a file for a post, and resolves once the post can have it: give its id to StatusPost as one of MediaIDs. Scope:
// write or write:media.
//
// The time limit of the upload is requestTimeoutMs, and a second for each 32 KB of the files. A server older than Mastodon 3.1.3 is
// asked at its older path.
//
// Error codes: media_too_large and media_unsupported (the server takes no such file: a large one is not even sent), media_failed (the
// server could not process it), media_unfinished (it is not processed yet; the attachment is in details, and a post may have it later),
// and those of any request.
//
// Mastodon.py: media_post. https://docs.joinmastodon.org/methods/media/#v2
func (c *Client) MediaPost(ctx Context, options MediaPostOptions) (Entity[MediaAttachment], error) {
	document, err := c.mediaPost(ctx, &options)
	return Entity[MediaAttachment]{document}, during("mediaPost", err)
}

// checkedAhead is from which size on, in bytes, a file is compared with the server's limits before it is sent.
const checkedAhead = 1 << 20

func (c *Client) mediaPost(ctx Context, o *MediaPostOptions) (Document, error) {
	call := call{op: "mediaPost", method: "POST", path: "/api/v2/media", since: Version{1, 0, 0}, changed: Version{3, 2, 0}, onProgress: o.OnProgress}
	err := msOption("processingTimeoutMs", &o.ProcessingTimeoutMs, 300_000)
	if err == nil {
		err = call.upload("file", "mimeType", o.MediaFile, o.MimeType, o.FileName)
	}
	if err == nil && o.Thumbnail != nil {
		call.since = call.changed
		err = call.upload("thumbnail", "thumbnailMimeType", o.Thumbnail, o.ThumbnailMimeType, "")
	}
	call.form.add("description", o.Description)
	if at := o.Focus; err == nil && at != nil {
		if !(at.X >= -1 && at.X <= 1 && at.Y >= -1 && at.Y <= 1) {
			err = illegal(CodeOptionInvalid, "focus", "must have x and y, from -1 to 1.")
		}
		call.form.add("focus", decimal(at.X)+","+decimal(at.Y))
	}
	if err == nil && o.MediaFile.Size() >= checkedAhead {
		err = c.explainUpload(ctx, call.files[0], nil)
	}
	if err != nil {
		return nil, err
	}
	response, err := c.asUser(ctx, call)
	if hasCode(err, CodeNotFound) {
		call.path = "/api/v1/media"
		response, err = c.asUser(ctx, call)
	}
	if err != nil && refusesFile(err) {
		err = c.explainUpload(ctx, call.files[0], err)
	}
	if err == nil && response.Body.Text("id") == "" {
		err = unexpectedResponse(c.server(), response.Status)
	}
	if err != nil || o.Synchronous != nil && !*o.Synchronous {
		return bodyOf(response), err
	}
	return c.processed(ctx, response, o.ProcessingTimeoutMs)
}

// refusesFile reports whether a refusal may be about the file. A page cannot read what a server's proxy says of a large one.
func refusesFile(err error) bool {
	switch AsError(err).Status {
	case 400, 413, 415, 422:
		return true
	}
	return hasCode(err, CodeNetwork, CodeAnswerTooLarge)
}

// processed waits until the server has processed an attachment. A server that fails twice in between does not end the wait.
func (c *Client) processed(ctx Context, response *Response, limitMs float64) (Document, error) {
	made, failures := response.Body, 0
	get := call{op: "mediaPost", method: "GET", path: "/api/v1/media/" + made.Text("id")}
	for pause := 1000.0; response.Status != 200 && made.Text("url") == ""; pause = min(pause*1.5, 5000) {
		if limitMs -= pause; limitMs < 0 {
			err := unexpectedResponse(c.server(), response.Status)
			err.Code, err.Message, err.Details = CodeMediaUnfinished, c.server()+" has the file, but has not processed it yet.", made
			err.Hint = "Its id is in details: post it later."
			return nil, err
		}
		if !sleep(ctx, pause) {
			return nil, abortedError(ctx)
		}
		next, err := c.asUser(ctx, get)
		if err == nil {
			response, made, failures = next, next.Body, 0
			continue
		}
		known := AsError(err)
		if known.Status == 422 {
			known.Code, known.Message = CodeMediaFailed, c.server()+" could not process the file."
			known.Hint = "It may be damaged, or of a kind that the server does not know."
		}
		if failures++; failures > 2 || !mayRetry(err) {
			return nil, err
		}
	}
	return made, nil
}

// decimal writes a number from -1 to 1, with four digits behind the point. (strconv.FormatFloat would weigh 46 KB.)
func decimal(value float64) string {
	sign := ""
	if value < 0 {
		sign, value = "-", -value
	}
	digits := strconv.Itoa(10_000 + int(value*10_000+0.5))
	if digits[0] == '2' {
		return sign + "1.0"
	}
	return sign + "0." + digits[1:]
}
