package practice

import (
	"fmt"
	"strings"
)

// showAvatar draws the account's initial on the account's colour.
func (s *Server) showAvatar(r *request) *answer {
	user := s.pictured(r)
	if user == nil {
		return s.notFound(r)
	}
	return svg(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120">
  <rect width="120" height="120" fill="%s"/>
  <circle cx="100" cy="24" r="52" fill="#fff" opacity=".14"/>
  <text x="60" y="66" font-family="system-ui, sans-serif" font-size="64" font-weight="700" fill="#fff" text-anchor="middle" dominant-baseline="middle">%s</text>
</svg>
`, user.colour, strings.ToUpper(user.name[:1])))
}

// pictured returns the person whose picture the path names.
func (s *Server) pictured(r *request) *user {
	name := strings.TrimSuffix(r.wild["name"], ".svg")
	for _, user := range s.everybody() {
		if strings.EqualFold(user.name, name) {
			return user
		}
	}
	return nil
}

// showHeader draws the account's colour, or the server's.
func (s *Server) showHeader(r *request) *answer {
	colour := "#6364ff"
	if user := s.pictured(r); user != nil {
		colour = user.colour
	} else if r.wild["name"] != "practice.svg" {
		return s.notFound(r)
	}
	return svg(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 400" width="1200" height="400">
  <rect width="1200" height="400" fill="%s"/>
  <path d="M0 300q150-120 300 0t300 0 300 0 300 0v100H0z" fill="#fff" opacity=".18"/>
  <path d="M0 340q150-90 300 0t300 0 300 0 300 0v60H0z" fill="#000" opacity=".12"/>
</svg>
`, colour))
}

func svg(drawing string) *answer {
	made := newAnswer(200, "image/svg+xml; charset=utf-8", []byte(drawing))
	made.header.Set("Cache-Control", "no-cache")
	// Allow pages on other sites to show it, whatever their embedding policy (COEP).
	made.header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	return made
}
