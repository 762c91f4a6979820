package practice

import "golang.org/x/net/html"

// twoFactorStep is what a person does on a page of two-factor sign-in: they give their password again, type the code that their phone
// shows, and go on from the recovery codes. It is nil on any other page.
func (p *webPage) twoFactorStep(name string) *visit {
	if link := p.element("continue"); link != nil {
		address, err := p.address.Parse(attribute(link, "href"))
		if err != nil {
			return nil
		}
		return &visit{"GET", address, nil}
	}
	if form := p.find(func(form webForm) bool { return form.fields.Has("form_challenge[current_password]") }); form != nil {
		form.fields.Set("form_challenge[current_password]", "practice-"+name)
		return &visit{"POST", form.action, form.fields}
	}
	phone := p.element("phone")
	for _, field := range []string{"user[otp_attempt]", "form_two_factor_confirmation[otp_attempt]"} {
		form := p.find(func(form webForm) bool { return form.fields.Has(field) })
		if form != nil && phone != nil && phone.FirstChild != nil {
			form.fields.Set(field, phone.FirstChild.Data)
			return &visit{"POST", form.action, form.fields}
		}
	}
	return nil
}

// element returns the element with this id.
func (p *webPage) element(id string) *html.Node {
	for node := range p.root.Descendants() {
		if node.Type == html.ElementNode && attribute(node, "id") == id {
			return node
		}
	}
	return nil
}
