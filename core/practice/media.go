package practice

import (
	"slices"
	"strconv"
	"strings"
)

// postMedia takes an upload. A picture is ready at once. A video or a sound is processed later, unless the older path is asked.
func (s *Server) postMedia(r *request) *answer {
	token, refusal := s.userToken(r, "write", "write:media")
	if refusal != nil {
		return refusal
	}
	file, sent := r.params.files["file"]
	if !sent {
		return validationFailed(r, problem{"File", "can't be blank"})
	}
	if problems := file.problems(); len(problems) > 0 {
		return validationFailed(r, problems...)
	}
	made := &attachment{id: s.newID(), user: token.user, file: file}
	made.change(r.params)
	if made.kind() != "image" && strings.HasPrefix(r.path, "/api/v2/") {
		made.unfinished = 2
	}
	s.attachments = append(s.attachments, made)
	status := 200
	if made.unfinished > 0 {
		status = 202
	}
	return jsonAnswer(status, s.mediaDocument(r, made))
}

// showMedia says how far the processing is. It is done when it has been asked for twice.
func (s *Server) showMedia(r *request) *answer {
	found, refusal := s.ownMedia(r)
	if refusal != nil {
		return refusal
	}
	found.unfinished = max(0, found.unfinished-1)
	if found.unfinished == 0 && found.file.fails() {
		return apiError(422, "Error processing thumbnail for uploaded media")
	}
	return jsonAnswer(found.status(), s.mediaDocument(r, found))
}

func (s *Server) updateMedia(r *request) *answer {
	found, refusal := s.ownMedia(r)
	if refusal != nil {
		return refusal
	}
	found.change(r.params)
	return jsonAnswer(found.status(), s.mediaDocument(r, found))
}

func (s *Server) deleteMedia(r *request) *answer {
	found, refusal := s.ownMedia(r)
	if refusal != nil {
		return refusal
	}
	s.attachments = slices.DeleteFunc(s.attachments, func(a *attachment) bool { return a == found })
	return jsonAnswer(200, object{})
}

// ownMedia returns the attachment of a request. It must be the person's own, and in no post yet.
func (s *Server) ownMedia(r *request) (*attachment, *answer) {
	token, refusal := s.userToken(r, "write", "write:media")
	if refusal != nil {
		return nil, refusal
	}
	found := s.attachmentByID(r.wild["id"])
	if found == nil || found.user != token.user || found.attached {
		return nil, apiError(404, "Record not found")
	}
	return found, nil
}

// showMediaFile returns the file itself, or its thumbnail.
func (s *Server) showMediaFile(r *request) *answer {
	found := s.attachmentByID(r.wild["id"])
	if found == nil || found.file.content == nil {
		return s.notFound(r)
	}
	made := newAnswer(200, found.file.mediaType, found.file.content)
	made.header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	return made
}

// isSample reports whether an id is that of a sample: a picture that everybody has, for any number of posts. No upload has an id of one
// digit. Of other software than Mastodon it is not known what it checks, so there each id that is unknown is a sample.
func (s *Server) isSample(id string) bool { return len(id) == 1 || !s.isMastodon() }

// attach gives uploads to a new post. Each must be the person's own, ready, and in no other post.
func (s *Server) attach(made *status) *answer {
	var files []*attachment
	for _, id := range made.media {
		found := s.attachmentByID(id)
		switch {
		case found != nil && found.user == made.user && !found.attached:
			files = append(files, found)
		case found != nil || !s.isSample(id):
			return apiError(422, "Media "+id+" not found or already attached to another post")
		}
	}
	for _, file := range files {
		if file.unfinished > 0 {
			return apiError(422, "Cannot attach files that have not finished processing. Try again in a moment!")
		}
	}
	for _, file := range files {
		file.attached = true
	}
	return nil
}

func (s *Server) attachmentByID(id string) *attachment {
	for _, one := range s.attachments {
		if s.idText(one.id) == id {
			return one
		}
	}
	return nil
}

// mediaDocuments returns the entities MediaAttachment of a post.
func (s *Server) mediaDocuments(r *request, ids []string) []object {
	list := []object{}
	for _, id := range ids {
		if found := s.attachmentByID(id); found != nil {
			list = append(list, s.mediaDocument(r, found))
			continue
		}
		address := r.base + "/avatars/alice.svg"
		list = append(list, object{
			"id": id, "type": "image", "url": address, "preview_url": address, "remote_url": nil, "text_url": nil,
			"meta": object{}, "description": nil, "blurhash": nil,
		})
	}
	return list
}

// mediaDocument returns the entity MediaAttachment. https://docs.joinmastodon.org/entities/MediaAttachment/
func (s *Server) mediaDocument(r *request, a *attachment) object {
	id := s.idText(a.id)
	address := func(style string) string {
		return r.base + "/system/media_attachments/files/" + id + "/" + style + "/" + strconv.FormatUint(a.id, 16) + a.file.extension()
	}
	document := object{
		"id": id, "type": a.kind(), "url": address("original"), "preview_url": address("small"), "remote_url": nil,
		"preview_remote_url": nil, "text_url": nil, "meta": a.meta(), "description": a.description, "blurhash": nil,
	}
	if a.unfinished > 0 {
		document["url"] = nil
	}
	if a.kind() == "image" {
		document["blurhash"] = "U9S?AOo#?u-:_Mt7s;xvx]RjDjM|=}t8%fxV"
	}
	return document
}
