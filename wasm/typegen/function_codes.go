package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// serverCodes are codes that a server's own words and status become, by the function of core that asks for them. Elsewhere they cannot come,
// or mean nothing that the caller can act on.
var serverCodes = map[string][]string{
	"Client.freshToken":              {"forbidden", "insufficient_scope", "not_logged_in", "unauthorized"},
	"Client.exchange":                {"invalid_client", "invalid_grant"},
	"Client.logIn":                   {"invalid_client", "invalid_grant", "invalid_scope", "mfa_required", "unsupported_grant_type"},
	"Client.appToken":                {"invalid_client", "invalid_scope"},
	"Client.signUp":                  {"validation_failed"},
	"Client.EmailResendConfirmation": {"validation_failed"},
	"Client.post":                    {"validation_failed"},
	"register":                       {"invalid_scope"},
}

// pageFunctions are the functions of createAuth that a step of the journey is behind, and the codes that their TypeScript adds.
var pageFunctions = map[string]struct {
	name string
	adds []string
	then string // the function of core that the same function of the page goes on with
}{
	"beginSignIn":    {"auth.signIn", []string{"browser_missing", "frame_unsupported", "redirect_uri_foreign"}, ""},
	"completeSignIn": {"auth.init", nil, ""},
	"signUp":         {"auth.signUp", []string{"browser_missing"}, ""},
	"completeSignUp": {"auth.confirm", nil, ""},
	"useSession":     {"auth.use", nil, ""},
	"signOut":        {"session.signOut", nil, ""},
	"missingScopes":  {"session.ensureScopes", []string{"browser_missing", "frame_unsupported", "redirect_uri_foreign", "session_unknown"}, "BeginSignIn"},
}

// functionCodes are the codes of each function that is not one of those that every function can have.
type functionCodes struct {
	own    map[string][]string // by the Go name, with "Client." before a method's
	shared []string            // of every function that asks a server
}

func readFunctionCodes(core string) (*functionCodes, error) {
	p, err := readProgram("js", filepath.Dir(core), filepath.Base(core))
	if err != nil {
		return nil, err
	}
	shared, found := map[string]bool{}, &functionCodes{own: map[string][]string{}}
	reached := p.reachedBy()
	codes := func(function string) map[string]bool {
		all := map[string]bool{}
		for callee := range reached[function] {
			maps.Copy(all, p.makes[callee])
		}
		return all
	}
	maps.Copy(shared, codes("Client.do"))
	for function := range reached {
		own := codes(function)
		maps.DeleteFunc(own, func(word string, _ bool) bool { return shared[word] })
		for callee, words := range serverCodes {
			for _, word := range words {
				if reached[function][callee] {
					own[word] = true
				}
			}
		}
		found.own[function] = slices.Sorted(maps.Keys(own))
	}
	for _, words := range serverCodes {
		for _, word := range words {
			delete(shared, word)
		}
	}
	found.shared = slices.Sorted(maps.Keys(shared))
	return found, nil
}

// of returns the codes of an export.
func (f *functionCodes) of(e export) []string {
	if e.method {
		return f.own["Client."+e.goName]
	}
	return f.own[e.goName]
}

func inCode(words []string) string {
	if len(words) == 0 {
		return "–"
	}
	return "`" + strings.Join(words, "`, `") + "`"
}

// documentFunctionCodes writes the table of the functions and their codes.
func documentFunctionCodes(f *functionCodes, table *table) string {
	text := "\n### Which function has which\n\nEvery function can have the codes of [options, browser and module](#options-browser-and-module). Every function that\n" +
		"asks a server can also have those of [requests](#requests), and these: " + inCode(f.shared) + ". The table has those that only some have.\n\n| function | codes |\n|---|---|\n"
	for _, exports := range [][]export{table.journey, table.statics, table.methods} {
		for _, e := range exports {
			name, words := e.name, f.of(e)
			if page, ok := pageFunctions[name]; ok {
				name, words = page.name, slices.Concat(page.adds, words, f.own[page.then])
				slices.Sort(words)
				words = slices.Compact(words)
			} else if slices.ContainsFunc(table.journey, func(step export) bool { return step.name == name }) {
				continue // createAuth's own
			}
			text += "| `" + name + "` | " + inCode(words) + " |\n"
		}
	}
	return text
}
