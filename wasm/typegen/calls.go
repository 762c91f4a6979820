package main

import (
	"go/ast"
	"go/format"
	"strings"
)

const callsHead = goHead + `
// What the table of exports names: each reads its options, calls its function of the core, and returns the document that came or a
// pointer to the result. (Generic functions in their place would weigh the module down by 5 KB.)
`

// writeCalls writes a function for each export, for jsbind.
func writeCalls(table *table) (string, error) {
	var text strings.Builder
	text.WriteString(callsHead)
	for _, exports := range [][]export{table.statics, table.journey, table.methods} {
		for _, e := range exports {
			text.WriteString("\nfunc call" + e.goName + "(c request) (any, error) {\n" + e.body() + "}\n")
		}
	}
	formatted, err := format.Source([]byte(text.String()))
	return string(formatted), err
}

func (e export) body() string {
	call := "core." + e.goName + "(c.ctx, hostFor(c.args.at(0))"
	if e.method {
		call = "c.client." + e.goName + "(c.ctx"
	}
	body := "c.read(nil)\n"
	if e.options != nil {
		call += ", options"
		body = "var options core." + nameOf(e.options) + "\nc.read(&options)\n"
	}
	if e.result == nil {
		return body + "return nil, " + call + ")\n"
	}
	body += "result, err := " + call + ")\n"
	if _, isEntity := e.result.(*ast.IndexExpr); isEntity {
		return body + "return entity(result.Document, err)\n"
	}
	return body + "return &result, err\n"
}
