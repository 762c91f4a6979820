package main

import (
	"errors"
	"fmt"
	"go/ast"
	"regexp"
	"strconv"
	"strings"
)

// code is one line of the list in core/error_codes.go. Its comment has three parts:
//
//	What happened. To do: what to do. For the person.
type code struct {
	group, constant, word    string
	happened, todo, audience string
	doc                      string // all of it, in its lines
}

// Codes of this group are only Go's: TypeScript does not have them.
const goOnly = "Go programs only"

var audiences = []string{"the developer", "the person", "both"}

func readCode(group, constant, word, doc string) (code, error) {
	line := strings.Join(strings.Fields(doc), " ")
	for _, audience := range audiences {
		rest, ok := strings.CutSuffix(line, " For "+audience+".")
		happened, todo, both := strings.Cut(rest, " To do: ")
		if ok && both && group != "" {
			return code{group, constant, word, happened, todo, audience, doc}, nil
		}
	}
	return code{}, fmt.Errorf("%s: its comment is not “What happened. To do: what to do. For the developer (or: the person, both).”", constant)
}

// addCodes reads the constants of type Code of a declaration. Its comment is the name of the group.
func (s *source) addCodes(decl *ast.GenDecl) error {
	for _, spec := range decl.Specs {
		value, ok := spec.(*ast.ValueSpec)
		if !ok || !isIdent(value.Type, "Code") || len(value.Values) != 1 {
			continue
		}
		word, err := stringOf(value.Values[0])
		if err != nil {
			return err
		}
		code, err := readCode(docOf(decl.Doc), value.Names[0].Name, word, docOf(value.Doc))
		if err != nil {
			return err
		}
		s.codes = append(s.codes, code)
	}
	return nil
}

// writeCodes writes the codes as members of an interface, since editors show the comment of a member, and not that of a part of a union.
func (w *writer) writeCodes() string {
	var text strings.Builder
	group := ""
	text.WriteString(`
/**
 * Every code of a MastodonError: what happened, what to do, and for whom that is. "For the developer": the page has to change.
 * docs/errors.md has them as a table, and says which function has which.
 */
export interface MastodonErrorCodes {
`)
	for _, code := range w.source.codes {
		if code.group == goOnly {
			continue
		}
		if code.group != group {
			group = code.group
			text.WriteString("  // " + group + "\n")
		}
		text.WriteString(w.comment("  ", code.doc, nil))
		text.WriteString("  " + code.word + ": " + strconv.Quote(code.word) + ";\n")
	}
	about, _, _ := strings.Cut(w.source.words["Code"].doc, "\n\n") // what follows is for those who work on the core
	text.WriteString("}\n\n" + w.comment("", about, map[string]string{"Code": "MastodonErrorCode"}))
	return text.String() + "export type MastodonErrorCode = MastodonErrorCodes[keyof MastodonErrorCodes];\n"
}

const (
	errorsPage = "docs/errors.md"
	codesBegin = "<!-- codes: generated from core/error_codes.go by \"make generate\" -->\n"
	codesEnd   = "<!-- end of codes -->"
)

var otherPage = regexp.MustCompile(`docs/([\w-]+)\.md`)

// documentCodes writes the tables of all codes into the page about errors.
func documentCodes(page string, core *source) (string, error) {
	before, rest, begins := strings.Cut(page, codesBegin)
	_, after, ends := strings.Cut(rest, codesEnd)
	if !begins || !ends {
		return "", errors.New("errors.md has no place for the codes")
	}
	group, text := "", ""
	for _, code := range core.codes {
		if code.group != group {
			group = code.group
			text += "\n### " + group + "\n\n| code | what happened | what to do | for |\n|---|---|---|---|\n"
		}
		line := "| `" + code.word + "` | " + code.happened + " | " + strings.ToUpper(code.todo[:1]) + code.todo[1:] + " | " + code.audience + " |\n"
		text += otherPage.ReplaceAllString(line, "[$1]($1.md)")
	}
	return before + codesBegin + text + "\n" + codesEnd + after, nil
}
