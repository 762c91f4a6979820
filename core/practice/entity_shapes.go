package practice

import (
	"maps"
	"strings"
)

// Shape is how a server's entity differs from Mastodon's.
type Shape struct {
	// Without are members that it lacks.
	Without []string
	// With are members that it has beside them, or with another value. A function of the request is called for the value.
	With map[string]any
}

// The names of entities in Quirks.Shapes.
const (
	shapeAccount     = "account"
	shapeOwnAccount  = "own account" // of verify_credentials only, after shapeAccount
	shapeSource      = "source"      // in an own account
	shapeStatus      = "status"
	shapePreferences = "preferences"
	shapeInstanceV1  = "instance v1"
	shapeInstanceV2  = "instance v2"
	shapeSettings    = "configuration" // of both
	shapeMetadata    = "metadata"
	shapeNodeinfo    = "nodeinfo"
)

// shaped gives an entity the members that it has on this server.
func (s *Server) shaped(r *request, entity string, document object) object {
	shape := s.options.Quirks.Shapes[entity]
	for _, name := range shape.Without {
		delete(document, name)
	}
	for name, value := range shape.With {
		if made, ok := value.(func(*request) any); ok {
			value = made(r)
		}
		document[name] = value
	}
	return document
}

// configurationOf returns the member configuration of an instance.
func (s *Server) configurationOf(r *request, more object) object {
	document := maps.Clone(configuration)
	maps.Copy(document, more)
	return s.shaped(r, shapeSettings, document)
}

// profileOf returns the address of a person's page.
func (s *Server) profileOf(r *request, u *user) string {
	if path := s.options.Quirks.ProfilePath; path != "" && u.domain == "" {
		return r.base + strings.ReplaceAll(path, "{name}", u.name)
	}
	return u.url(r)
}

// defaultVisibility is who sees a post that does not say so.
func (s *Server) defaultVisibility(u *user) string {
	if visibility := s.options.Quirks.DefaultVisibility; visibility != "" {
		return visibility
	}
	return u.visibility()
}

// hostName is the value of a member that repeats the server's name.
func hostName(r *request) any { return r.host() }

// mediaLimits are the members of configuration.media_attachments that these servers have beside Mastodon's own.
var mediaLimits = object{
	"supported_mime_types": []string{"image/jpeg", "image/png"}, "image_size_limit": 16777216, "image_matrix_limit": 33177600,
	"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
}
