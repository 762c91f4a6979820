package practice

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed pages
var pageFiles embed.FS

// pages are the parsed templates by file name, each with the shared templates.
var pages = parsePages("pages/layout.html", "pages/people.html", "pages/posts.html")

func parsePages(shared ...string) map[string]*template.Template {
	parsed := map[string]*template.Template{}
	frame := template.Must(template.ParseFS(pageFiles, shared...))
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		if !slices.Contains(shared, name) {
			parsed[path.Base(name)] = template.Must(template.Must(frame.Clone()).ParseFS(pageFiles, name))
		}
	}
	return parsed
}

// page renders a page from a template. data is added to what every page shows.
func (s *Server) page(r *request, status int, name, title string, data object) *answer {
	spoken := s.pageLanguage(r)
	data["Title"], data["Host"], data["Version"] = spoken.translate(title), r.host(), s.options.Version
	data["Language"], data["Say"] = spoken, spoken.translate
	data["Viewer"] = s.signedIn(r)
	if session := s.sessionOf(r); session != nil {
		data["CSRF"] = session.csrf
	}
	var body bytes.Buffer
	if err := pages[name].ExecuteTemplate(&body, "layout.html", data); err != nil {
		panic(err) // a template and its data are both part of this package
	}
	made := newAnswer(status, "text/html; charset=utf-8", moveLinks(body.Bytes(), s.options.Folder))
	made.header.Set("Cache-Control", "private, no-store")
	// There is no form-action: it would block the redirect to the app, which follows a form.
	made.header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	return made
}

func (s *Server) errorPage(r *request, status int, text string) *answer {
	return s.page(r, status, "error.html", "An error has occurred", object{"Text": text})
}

func (s *Server) consentPage(r *request, user *user, asked authorization) *answer {
	var scopes []object
	for _, scope := range slices.Sorted(slices.Values(asked.scopes)) {
		scopes = append(scopes, object{"Name": scope, "Text": explainScope(scope)})
	}
	return s.page(r, 200, "consent.html", "Authorization required", object{
		// The app's name is all that the page shows of the app.
		"App": asked.app.name, "Scopes": scopes, "User": user, "Handles": s.handleDomain(r), "ReturnTo": r.target,
		"Deny": s.denial(asked), "DenyLink": template.URL(denyLink(asked)), "Accounts": s.accountsOf(user),
		// As in Mastodon, response_mode is not among them.
		"Fields": []object{
			{"Name": "client_id", "Value": asked.app.client}, {"Name": "redirect_uri", "Value": asked.redirect},
			{"Name": "state", "Value": asked.state}, {"Name": "response_type", "Value": "code"},
			{"Name": "scope", "Value": strings.Join(asked.scopes, " ")},
			{"Name": "code_challenge", "Value": asked.challenge}, {"Name": "code_challenge_method", "Value": asked.method},
		},
	})
}

// showOwnCode shows the code to people who are signed in only.
func (s *Server) showOwnCode(r *request) *answer {
	if s.signedIn(r) == nil {
		return redirect(r.base + "/auth/sign_in")
	}
	return s.showCode(r)
}

// showCode is the last page of an out-of-band login: the person copies the code to the app.
func (s *Server) showCode(r *request) *answer {
	return s.page(r, 200, "code.html", "Copy this authorization code and paste it to the application.", object{"Code": r.params.Get("code")})
}

func (s *Server) showHome(r *request) *answer {
	return s.page(r, 200, "home.html", title, object{
		"People": s.users, "Posts": s.publicPosts(nil), "Letters": s.letters(r.base),
	})
}

func (s *Server) showProfile(r *request) *answer {
	name, isHandle := strings.CutPrefix(r.wild["handle"], "@")
	user := s.accountByHandle(name)
	if !isHandle || user == nil || user.domain != "" {
		return s.notFound(r)
	}
	return s.page(r, 200, "profile.html", user.displayName, object{"User": user, "Posts": s.publicPosts(user)})
}

func (s *Server) showPost(r *request) *answer {
	post := s.statusByID(r.wild["id"])
	if post == nil || !post.public() || r.wild["handle"] != "@"+post.user.name {
		return s.notFound(r)
	}
	return s.page(r, 200, "profile.html", "Post by "+post.user.displayName, object{"User": post.user, "Posts": []object{s.postOn(post)}})
}

func (s *Server) showStyle(*request) *answer {
	style, err := pageFiles.ReadFile("pages/practice.css")
	if err != nil {
		panic(err) // the file is embedded
	}
	made := newAnswer(200, "text/css; charset=utf-8", style)
	made.header.Set("Cache-Control", "no-cache")
	return made
}
