package practice

// card is the preview of the page that a post links to.
type card struct{ url, title, description, provider, author string }

// document returns the entity PreviewCard, or null. https://docs.joinmastodon.org/entities/PreviewCard/
func (c *card) document(r *request) any {
	if c == nil {
		return nil
	}
	return object{
		"url": c.url, "title": c.title, "description": c.description, "language": "en", "type": "link", "author_name": c.author,
		"author_url": "", "provider_name": c.provider, "provider_url": "", "html": "", "width": 1200, "height": 400,
		"image": r.base + "/headers/practice.svg", "image_description": "", "embed_url": "", "blurhash": nil, "published_at": nil,
		"authors": []any{}, "missing_attribution": false,
	}
}
