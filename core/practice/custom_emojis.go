package practice

import (
	"fmt"
	"strings"
)

type emoji struct{ code, colour string }

// emojis are the server's own, with their colours.
var emojis = []emoji{{"practice", "#6364ff"}, {"howdy", "#0f7a5a"}}

func emojiDocument(r *request, code string) object {
	address := r.base + "/emojis/" + code + ".svg"
	return object{"shortcode": code, "url": address, "static_url": address, "visible_in_picker": true}
}

// customEmojis returns entities CustomEmoji. https://docs.joinmastodon.org/entities/CustomEmoji/
func (s *Server) customEmojis(r *request) *answer {
	documents := []object{}
	for _, each := range s.knownEmojis() {
		document := emojiDocument(r, each.code)
		document["category"] = "Practice"
		documents = append(documents, document)
	}
	return jsonAnswer(200, documents)
}

// emojisIn are the server's emojis that a text has, as :code:.
func (s *Server) emojisIn(r *request, text string) []object {
	list := []object{}
	for _, each := range s.knownEmojis() {
		if strings.Contains(text, ":"+each.code+":") {
			list = append(list, emojiDocument(r, each.code))
		}
	}
	return list
}

// showEmoji draws an emoji: a face in its colour.
func (s *Server) showEmoji(r *request) *answer {
	for _, each := range emojis {
		if r.wild["name"] == each.code+".svg" {
			return svg(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
  <circle cx="16" cy="16" r="15" fill="%s"/>
  <path d="M9 19q7 9 14 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
  <circle cx="11" cy="12" r="2" fill="#fff"/><circle cx="21" cy="12" r="2" fill="#fff"/>
</svg>
`, each.colour))
		}
	}
	return s.notFound(r)
}
