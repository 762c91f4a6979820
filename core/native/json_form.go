package native

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// JSONForm returns a form as JSON, as core.Request.AsJSON asks for.
func JSONForm(form core.Fields) ([]byte, error) {
	body := map[string]any{}
	for _, field := range form {
		name, list := strings.CutSuffix(field.Name, "[]")
		object := body
		if outer, inner, ok := strings.Cut(name, "["); ok {
			if body[outer] == nil {
				body[outer] = map[string]any{}
			}
			object, _ = body[outer].(map[string]any)
			name = strings.TrimSuffix(inner, "]")
		}
		switch {
		case list:
			elements, _ := object[name].([]string)
			object[name] = append(elements, field.Value)
		case slices.Contains(core.JSONNumbersAndBooleans, name):
			object[name] = json.RawMessage(field.Value)
		default:
			object[name] = field.Value
		}
	}
	return marshal(body)
}
