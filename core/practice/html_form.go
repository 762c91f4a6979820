package practice

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// webPage is the page that a browser shows, or a redirect.
type webPage struct {
	address  *url.URL
	status   int
	root     *html.Node
	location *url.URL
}

// webForm is a form on a page, with its initial values.
type webForm struct {
	node   *html.Node
	action *url.URL
	fields url.Values
}

// find returns the first form that matches.
func (p *webPage) find(fits func(webForm) bool) *webForm {
	for node := range p.root.Descendants() {
		if node.Type != html.ElementNode || node.Data != "form" {
			continue
		}
		action, err := p.address.Parse(attribute(node, "action"))
		if err != nil {
			continue
		}
		form := webForm{node, action, url.Values{}}
		for _, input := range form.inputs() {
			if name := attribute(input, "name"); name != "" {
				form.fields.Add(name, attribute(input, "value"))
			}
		}
		if fits(form) {
			return &form
		}
	}
	return nil
}

// link returns where the link with this id leads.
func (p *webPage) link(id string) *url.URL {
	if found := p.element(id); found != nil {
		if target, err := p.address.Parse(attribute(found, "href")); err == nil {
			return target
		}
	}
	return nil
}

// code returns the authorization code that the page shows: in an element with this name, or as the only word on the page.
func (p *webPage) code() string {
	if shown := p.element("authorization_code"); shown != nil {
		return attribute(shown, "value") + (&webPage{root: shown}).text() // of an input, or of any other element
	}
	text := p.text()
	if len(text) < 16 || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }) {
		return ""
	}
	return text
}

// text returns the visible text of the page.
func (p *webPage) text() string {
	var words []string
	for node := range p.root.Descendants() {
		if node.Type == html.TextNode && node.Parent.Data != "title" && node.Parent.Data != "style" {
			words = append(words, strings.Fields(node.Data)...)
		}
	}
	return strings.Join(words, " ")
}

func (f webForm) inputs() []*html.Node {
	var inputs []*html.Node
	for node := range f.node.Descendants() {
		if node.Type == html.ElementNode && node.Data == "input" {
			inputs = append(inputs, node)
		}
	}
	return inputs
}

func (f webForm) asksPassword() bool {
	for _, input := range f.inputs() {
		if attribute(input, "type") == "password" {
			return true
		}
	}
	return false
}

func (f webForm) fillIn(login, password string) {
	for _, input := range f.inputs() {
		switch attribute(input, "type") {
		case "password":
			f.fields.Set(attribute(input, "name"), password)
		case "email", "text", "":
			f.fields.Set(attribute(input, "name"), login)
		}
	}
}

func attribute(node *html.Node, name string) string {
	for _, attribute := range node.Attr {
		if attribute.Key == name {
			return attribute.Val
		}
	}
	return ""
}
