package practice

import (
	"bytes"
	"strings"
)

// A server in a folder: all its paths begin with /blog, say. WordPress can be installed so. What else the host has is not this
// server's, and no page of another origin can read it.

// enter takes the folder off the path, and puts it into the server's address.
func (r *request) enter(folder string) {
	if folder == "" {
		return
	}
	inside, ok := strings.CutPrefix(r.path, folder)
	if !ok || inside != "" && inside[0] != '/' {
		r.outside = true
		return
	}
	r.path, r.target, r.base = "/"+strings.TrimPrefix(inside, "/"), strings.TrimPrefix(r.target, folder), r.base+folder
	if !strings.HasPrefix(r.target, "/") {
		r.target = "/" + r.target
	}
}

// nothingOutside is what the host answers outside the folder.
func nothingOutside() *answer {
	return newAnswer(404, "text/html; charset=utf-8", []byte("<!DOCTYPE html><title>404</title><h1>There is nothing here.</h1>"))
}

// moveLinks puts the folder into the links of a page, which begin at the server's root.
func moveLinks(page []byte, folder string) []byte {
	if folder == "" {
		return page
	}
	for _, name := range []string{"href", "src", "action"} {
		page = bytes.ReplaceAll(page, []byte(" "+name+`="/`), []byte(" "+name+`="`+folder+`/`))
	}
	return page
}
