package contract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// webForm is a form of a page.
type webForm struct{ node *html.Node }

func (p page) forms() []webForm {
	if p.root == nil {
		return nil
	}
	var forms []webForm
	for node := range p.root.Descendants() {
		if node.Data == "form" && node.Type == html.ElementNode {
			forms = append(forms, webForm{node})
		}
	}
	return forms
}

// language is the one that the page says it is in.
func (p page) language() string {
	for node := range p.root.Descendants() {
		if node.Type == html.ElementNode && node.Data == "html" {
			return attribute(node, "lang")
		}
	}
	return ""
}

// passwordForm is the form that asks for a password, if there is one.
func (p page) passwordForm() *webForm {
	for _, form := range p.forms() {
		for _, input := range form.inputs("input") {
			if attribute(input, "type") == "password" {
				return &form
			}
		}
	}
	return nil
}

func (f webForm) inputs(tag string) []*html.Node {
	var inputs []*html.Node
	for node := range f.node.Descendants() {
		if node.Data == tag && node.Type == html.ElementNode {
			inputs = append(inputs, node)
		}
	}
	return inputs
}

// fields are what the form sends before anything is typed or pressed.
func (f webForm) fields() url.Values {
	fields := url.Values{}
	for _, input := range f.inputs("input") {
		if name := attribute(input, "name"); name != "" && !isButton(input) {
			fields.Add(name, attribute(input, "value"))
		}
	}
	return fields
}

// typed are the fields of a form to sign in after somebody typed into it.
func (f webForm) typed(email, password string) url.Values {
	fields := f.fields()
	for _, input := range f.inputs("input") {
		switch attribute(input, "type") {
		case "password":
			fields.Set(attribute(input, "name"), password)
		case "email", "text", "":
			if name := attribute(input, "name"); name != "" {
				fields.Set(name, email)
			}
		}
	}
	return fields
}

func (f webForm) action(page *url.URL) string {
	address, err := page.Parse(attribute(f.node, "action"))
	if err != nil {
		return page.String()
	}
	return address.String()
}

func isButton(node *html.Node) bool {
	kind := attribute(node, "type")
	return kind == "submit" || node.Data == "button" && kind == ""
}

func buttonLabel(node *html.Node) string {
	if node.Data == "input" {
		return attribute(node, "value")
	}
	return pageText(node)
}

// pageText is the text inside a node, without the white space around it.
func pageText(node *html.Node) string {
	var text strings.Builder
	for inner := range node.Descendants() {
		if inner.Type == html.TextNode {
			text.WriteString(inner.Data)
		}
	}
	return strings.TrimSpace(text.String())
}

func attribute(node *html.Node, name string) string {
	value, _ := attributeOf(node, name)
	return value
}

func attributeOf(node *html.Node, name string) (value string, ok bool) {
	for _, attribute := range node.Attr {
		if attribute.Key == name {
			return attribute.Val, true
		}
	}
	return "", false
}
