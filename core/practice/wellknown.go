package practice

import (
	"html"
	"strings"
)

// metadata returns the document of RFC 8414, with Mastodon's own app_registration_endpoint.
func (s *Server) metadata(r *request) *answer {
	quirks := s.options.Quirks
	if quirks.FalseMetadata {
		return jsonAnswer(200, misskeyMetadata(r))
	}
	document := object{
		"issuer": r.base + "/", "authorization_endpoint": r.base + "/oauth/authorize", "token_endpoint": r.base + "/oauth/token",
		"app_registration_endpoint": r.base + "/api/v1/apps", "revocation_endpoint": r.base + "/oauth/revoke",
		"scopes_supported": s.knownScopes(), "response_types_supported": []string{"code"},
		"response_modes_supported":              []string{"query", "fragment", "form_post"},
		"grant_types_supported":                 []string{"authorization_code", "client_credentials"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"},
		"service_documentation":                 "https://docs.joinmastodon.org/",
	}
	if !quirks.NoUserinfo {
		document["userinfo_endpoint"] = r.base + "/oauth/userinfo"
	}
	if quirks.PasswordGrant {
		document["grant_types_supported"] = []string{"authorization_code", "password", "client_credentials"}
	}
	if quirks.Issuer != IssuerNone {
		document["authorization_response_iss_parameter_supported"] = true
	}
	return jsonAnswer(200, s.shaped(r, shapeMetadata, document))
}

// misskeyMetadata describes Misskey's own API only: it has other scopes, PKCE, and an issuer in each callback.
func misskeyMetadata(r *request) object {
	return object{
		"issuer": r.base, "authorization_endpoint": r.base + "/oauth/authorize", "token_endpoint": r.base + "/oauth/token",
		"scopes_supported":         []string{"read:account", "write:account", "read:notifications", "write:notes", "write:reactions"},
		"response_types_supported": []string{"code"}, "grant_types_supported": []string{"authorization_code"},
		"code_challenge_methods_supported": []string{"S256"}, "authorization_response_iss_parameter_supported": true,
		"service_documentation": "https://misskey-hub.net",
	}
}

func (s *Server) nodeinfoLinks(r *request) *answer {
	paths := s.options.Quirks.Nodeinfo
	if len(paths) == 0 {
		paths = []string{"/nodeinfo/2.0"}
	}
	var links []object
	for _, path := range paths {
		links = append(links, object{"rel": "http://nodeinfo.diaspora.software/ns/schema/" + schemaVersion(path), "href": r.base + path})
	}
	return jsonAnswer(200, object{"links": links})
}

// schemaVersion returns the version that a nodeinfo document's path ends with, as 2.0 or 2_0.
func schemaVersion(path string) string { return strings.ReplaceAll(path[len(path)-3:], "_", ".") }

func (s *Server) nodeinfo(r *request) *answer {
	users := object{"total": len(s.users)}
	if s.isMastodon() {
		users["activeMonth"], users["activeHalfyear"] = len(s.users), len(s.users)
	}
	return jsonAnswer(200, s.shaped(r, shapeNodeinfo, object{
		"version": schemaVersion(r.path), "software": object{"name": s.software(), "version": s.softwareVersion()}, "protocols": []string{"activitypub"},
		"services": object{"outbound": []any{}, "inbound": []any{}}, "openRegistrations": s.options.Registrations != RegistrationsClosed,
		"usage":    object{"users": users, "localPosts": len(s.statuses)},
		"metadata": object{"nodeName": title, "nodeDescription": description},
	}))
}

// softwareVersion returns the version of the software itself, without the one that it claims to be compatible with.
func (s *Server) softwareVersion() string {
	for _, marker := range []string{"compatible; ", "really "} {
		if _, name, ok := strings.Cut(s.options.Version, marker); ok {
			_, version, _ := strings.Cut(strings.Replace(name, "/", " ", 1), " ")
			return version[:strings.IndexAny(version+")", ";)")]
		}
	}
	return s.options.Version
}

// software returns the name that software other than Mastodon shows in its version.
func (s *Server) software() string {
	if name := s.options.Quirks.Software; name != "" {
		return name
	}
	for _, marker := range []string{"compatible; ", "really "} {
		if _, name, ok := strings.Cut(s.options.Version, marker); ok {
			return strings.ToLower(name[:strings.IndexAny(name+" ", " /")])
		}
	}
	return "mastodon"
}

// webfinger finds an account by its address, or the server itself by its own address.
func (s *Server) webfinger(r *request) *answer {
	resource := r.params.Get("resource")
	if resource == "" {
		return newAnswer(400, "", nil)
	}
	handle := strings.TrimPrefix(resource, "acct:")
	if isServer(r, resource) {
		own := "acct:" + r.host() + "@" + r.host()
		return resourceDescriptor(own, []string{r.base + "/actor"}, r.base+"/", r.base+"/actor")
	}
	for _, user := range s.users {
		address, actor := user.name+"@"+s.handleDomain(r), s.actor(r, user)
		if user.visible() && (strings.EqualFold(handle, address) || resource == user.url(r) || resource == actor) {
			return resourceDescriptor("acct:"+address, []string{user.url(r), actor}, user.url(r), actor)
		}
	}
	return newAnswer(404, "", nil)
}

// isServer reports whether a resource is the server itself.
func isServer(r *request, resource string) bool {
	return resource == "acct:"+r.host()+"@"+r.host() || strings.TrimSuffix(resource, "/") == r.base
}

func resourceDescriptor(subject string, aliases []string, page, actor string) *answer {
	made := jsonAnswer(200, object{"subject": subject, "aliases": aliases, "links": []object{
		{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page},
		{"rel": "self", "type": "application/activity+json", "href": actor},
	}})
	made.header.Set("Content-Type", "application/jrd+json; charset=utf-8")
	return made
}

// HostMeta is what a server has of /.well-known/host-meta and host-meta.json.
type HostMeta string

const (
	HostMetaBoth HostMeta = ""
	HostMetaXML  HostMeta = "xml"  // GoToSocial
	HostMetaNone HostMeta = "none" // Hollo, WordPress
)

func (s *Server) hostMeta(r *request) *answer {
	template := r.base + "/.well-known/webfinger?resource={uri}"
	if strings.HasSuffix(r.path, ".json") {
		return jsonAnswer(200, object{"links": []object{{"rel": "lrdd", "template": template}}})
	}
	return newAnswer(200, "application/xrd+xml; charset=utf-8", []byte(`<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" template="`+html.EscapeString(template)+`"/>
</XRD>
`))
}
