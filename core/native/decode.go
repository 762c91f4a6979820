package native

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"

	"github.com/mastoauth/mastoauth/core"
)

// Decode turns a response into its Go type. It takes the results of a function of the core directly:
//
//	account, err := native.Decode(client.AccountVerifyCredentials(ctx))
//
// Servers differ in small details, and Decode accepts them: a number or boolean instead of a text (Friendica's ids), a text
// instead of a number or boolean. If a member has any other wrong type, the error names it, and the value holds all other
// members.
func Decode[T any](entity core.Entity[T], err error) (T, error) {
	var value T
	if err != nil {
		return value, err
	}
	raw, err := Encode(entity.Document)
	if err != nil {
		return value, err
	}
	err = json.Unmarshal(raw, &value)
	if mismatch := new(json.UnmarshalTypeError); errors.As(err, &mismatch) {
		value, err = decodeLeniently[T](raw)
	}
	if err != nil {
		return value, &core.Error{
			Kind: core.ErrAPI, Code: core.CodeAnswerUnexpected, Cause: err,
			Message: "the server's answer does not have the shape of its type" + mismatchAt(err) + ".",
			Hint:    "The Document holds it as it came.",
		}
	}
	return value, nil
}

// mismatchAt returns the name of the member that has the wrong type, but never its content.
func mismatchAt(err error) string {
	if mismatch := new(json.UnmarshalTypeError); errors.As(err, &mismatch) && mismatch.Field != "" {
		return ", at “" + mismatch.Field + "”"
	}
	return ""
}

func decodeLeniently[T any](raw []byte) (T, error) {
	var value T
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber() // ids exceed what a float64 can hold
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return value, err
	}
	fitted, err := json.Marshal(fit(tree, reflect.TypeFor[T]()))
	if err != nil {
		return value, err
	}
	return value, json.Unmarshal(fitted, &value)
}

// fit converts scalars to the type that the Go type needs, if that loses nothing.
func fit(tree any, want reflect.Type) any {
	for want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	switch node := tree.(type) {
	case map[string]any:
		fitMembers(node, want)
	case []any:
		if want.Kind() == reflect.Slice {
			for i := range node {
				node[i] = fit(node[i], want.Elem())
			}
		}
	case json.Number:
		if want.Kind() == reflect.String {
			return node.String()
		}
	case bool:
		if want.Kind() == reflect.String {
			return strconv.FormatBool(node)
		}
	case string:
		return fitText(node, want.Kind())
	}
	return tree
}

func fitMembers(node map[string]any, want reflect.Type) {
	switch want.Kind() {
	case reflect.Map:
		for key := range node {
			node[key] = fit(node[key], want.Elem())
		}
	case reflect.Struct:
		for field := range want.Fields() {
			name := jsonName(field)
			if value, ok := node[name]; ok {
				node[name] = fit(value, field.Type)
			}
		}
	}
}

func fitText(text string, want reflect.Kind) any {
	switch want {
	case reflect.Bool:
		if value, err := strconv.ParseBool(text); err == nil {
			return value
		}
	case reflect.Float64, reflect.Float32, reflect.Int, reflect.Int64:
		if typeOf(json.RawMessage(text)) == core.IsNumber && json.Valid([]byte(text)) {
			return json.Number(text)
		}
	}
	return text
}

// jsonName is the name of a struct's field in JSON.
func jsonName(field reflect.StructField) string {
	name := field.Tag.Get("json")
	for i, r := range name {
		if r == ',' {
			return name[:i]
		}
	}
	return name
}
