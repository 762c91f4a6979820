package practice

import (
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// publicPosts returns the posts that the pages show, newest first: those of one author, or of everybody.
func (s *Server) publicPosts(author *user) []object {
	var posts []object
	for _, status := range slices.Backward(s.statuses) {
		if status.public() && status.boosted == nil && (author == nil || status.user == author) {
			posts = append(posts, s.postOn(status))
		}
	}
	return posts
}

func (s *Server) postOn(p *status) object {
	app := "another server"
	if p.app != nil {
		app = p.app.name
	}
	return object{
		"User": p.user, "HTML": template.HTML(paragraphs(p.text)), "Spoiler": p.spoiler, "App": app, // paragraphs escapes the text
		"Time": p.created.UTC().Format("2 January 2006, 15:04 UTC"), "ISO": timestamp(p.created), "ID": strconv.FormatUint(p.id, 10),
	}
}

// publicPeople are the people whose passwords the sign-in page shows: the initial accounts. Others chose their own passwords.
func (s *Server) publicPeople() []*user {
	return slices.DeleteFunc(slices.Clone(s.users), func(user *user) bool { return !user.Founder() })
}

// appNameIn returns the name of the app that made an authorization request.
func (s *Server) appNameIn(query string) string {
	values, _ := url.ParseQuery(query) // an invalid query names no app
	if app := s.appByClient(values.Get("client_id")); app != nil {
		return app.name
	}
	return ""
}

// The methods that templates may call on a user.

// Founder reports whether the account is one of the initial accounts of every server.
func (u *user) Founder() bool { return strings.HasSuffix(u.email, "@practice.example") && u.app == nil }

func (u *user) Name() string        { return u.name }
func (u *user) Email() string       { return u.email }
func (u *user) Role() string        { return u.role }
func (u *user) Locked() bool        { return u.locked }
func (u *user) Visible() bool       { return u.visible() }
func (u *user) Fields() [][2]string { return u.fields }

// Password returns the password that the pages show. It is only for accounts whose password is in the source code.
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

func (u *user) Note() template.HTML { return template.HTML(paragraphs(u.note)) } // paragraphs escapes the text
