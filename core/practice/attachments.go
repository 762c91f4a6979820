package practice

// mediaDocuments returns the entities MediaAttachment of a post. Nothing can be uploaded here, so any id stands for a picture.
func (s *Server) mediaDocuments(r *request, ids []string) []object {
	list := []object{}
	for _, id := range ids {
		address := r.base + "/avatars/alice.svg"
		list = append(list, object{
			"id": id, "type": "image", "url": address, "preview_url": address, "remote_url": nil, "text_url": nil,
			"meta": object{}, "description": nil, "blurhash": nil,
		})
	}
	return list
}
