package practice

import (
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// publicPosts are an author's posts, or everybody's, the newest first, as the pages show them.
func (s *Server) publicPosts(author *user) []object {
	var posts []object
	for _, status := range slices.Backward(s.statuses) {
		if status.public() && (author == nil || status.user == author) {
			posts = append(posts, postOn(status))
		}
	}
	return posts
}

func postOn(p *status) object {
	return object{
		"User": p.user, "HTML": template.HTML(paragraphs(p.text)), "Spoiler": p.spoiler, "App": p.app.name, // paragraphs escapes
		"Time": p.created.UTC().Format("2 January 2006, 15:04 UTC"), "ISO": timestamp(p.created), "ID": strconv.FormatUint(p.id, 10),
	}
}

// publicPeople are those whose passwords the sign-in page shows: the founders. Who signed up chose a secret one.
func (s *Server) publicPeople() []*user {
	return slices.DeleteFunc(slices.Clone(s.users), func(user *user) bool { return !user.Founder() })
}

// appNameIn finds the name of the app that an authorize request comes from.
func (s *Server) appNameIn(query string) string {
	values, _ := url.ParseQuery(query) // what cannot be read names no app
	if app := s.appByClient(values.Get("client_id")); app != nil {
		return app.name
	}
	return ""
}

// hostOf is where a redirect URI leads, for a person to read.
func hostOf(redirect string) string {
	address, err := url.Parse(redirect)
	if err != nil || address.Host == "" {
		return redirect
	}
	if !isWeb(address) {
		return address.Scheme + "://" + address.Host
	}
	return address.Host
}

// What the templates may know of a person.

// Founder reports whether the account is one of those that every server starts with.
func (u *user) Founder() bool { return strings.HasSuffix(u.email, "@practice.example") && u.app == nil }

func (u *user) Name() string        { return u.name }
func (u *user) Email() string       { return u.email }
func (u *user) Role() string        { return u.role }
func (u *user) Locked() bool        { return u.locked }
func (u *user) Visible() bool       { return u.visible() }
func (u *user) Fields() [][2]string { return u.fields }

// Password is what the pages show: only what stands in the source anyway.
func (u *user) Password() string {
	if u.Founder() {
		return u.password
	}
	return ""
}

func (u *user) DisplayName() string {
	if u.displayName == "" {
		return u.name
	}
	return u.displayName
}

func (u *user) Note() template.HTML { return template.HTML(paragraphs(u.note)) } // paragraphs escapes
