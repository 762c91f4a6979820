//go:build js && wasm

package jsbind

import (
	_ "embed"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// These tests compare the generated code with what package reflect finds in the same structs.

//go:embed fields.gen.go
var fieldsGen string

// crossing are all structs in fields.gen.go.
var crossing = []any{
	&core.AccountCreation{}, &core.Answer{}, &core.AuthRequest{}, &core.AuthRequestURLOptions{}, &core.BeginSignInOptions{},
	&core.ClientCredentialsTokenOptions{}, &core.CompleteSignInOptions{}, &core.CompleteSignUpOptions{}, &core.CreateAccountOptions{},
	&core.CreateAppOptions{}, &core.Credentials{}, &core.EmailResendConfirmationOptions{}, &core.Error{}, &core.FindServerOptions{},
	&core.Focus{}, &core.HandleCallbackOptions{}, &core.Headers{}, &core.LogInOptions{}, &core.MediaPostOptions{}, &core.MissingScopesOptions{},
	&core.Newcomer{}, &core.Options{},
	&core.Poll{}, &core.RatelimitWaiting{}, &core.ReadSecretFileOptions{}, &core.RequestOptions{}, &core.Revocation{}, &core.Server{},
	&core.Session{}, &core.SessionAccount{}, &core.SessionHealth{}, &core.SessionList{}, &core.SessionOptions{}, &core.SessionsOptions{},
	&core.SetLanguageOptions{}, &core.SignIn{}, &core.SignInStart{}, &core.SignOutOutcome{}, &core.SignUpOptions{}, &core.SignUpProgress{},
	&core.StatusPostOptions{}, &core.TootOptions{}, &core.VerifyMinimumVersionOptions{},
}

func TestEveryStructIsTested(t *testing.T) {
	var generated, tested []string
	for _, match := range regexp.MustCompile(`(?m)^\tcase \*core\.(\w+):`).FindAllStringSubmatch(fieldsGen, -1) {
		generated = append(generated, match[1])
	}
	for _, of := range crossing {
		tested = append(tested, reflect.TypeOf(of).Elem().Name())
	}
	assert.Equal(t, generated, tested)
}

// tagged returns the fields that have a json tag, by reflection.
func tagged(of any) (names []string, fields []reflect.Value) {
	value := reflect.ValueOf(of).Elem()
	for i := range value.NumField() {
		if tag := value.Type().Field(i).Tag.Get("json"); tag != "" && tag != "-" {
			names, fields = append(names, tag), append(fields, value.Field(i))
		}
	}
	return names, fields
}

func TestFieldsOf(t *testing.T) {
	for _, of := range crossing {
		t.Run(reflect.TypeOf(of).Elem().Name(), func(t *testing.T) {
			names, fields := fieldsOf(of)
			tags, expected := tagged(of)
			assert.Equal(t, strings.ReplaceAll(strings.Join(tags, " ")+" ", ",omitempty", "?"), names)
			require.Len(t, fields, len(expected))
			for i, field := range fields {
				got := reflect.ValueOf(field)
				assert.Equal(t, expected[i].Addr().Pointer(), got.Pointer(), "%s is another field", tags[i])
				assert.Equal(t, expected[i].Kind(), got.Type().Elem().Kind(), "%s has another type", tags[i])
				assert.Equal(t, i, placeOf(strings.TrimSuffix(tags[i], ",omitempty"), names), "%s is found by its name", tags[i])
			}
		})
	}
}

// filled gives every tagged field a different value.
func filled(t *testing.T, of any) any {
	t.Helper()
	_, fields := tagged(of)
	for i, field := range fields {
		fill(t, field, i+1)
	}
	return of
}

func fill(t *testing.T, field reflect.Value, n int) {
	t.Helper()
	switch target := field.Addr().Interface().(type) {
	case *core.Document:
		*target = newDocument(js(t, fmt.Sprintf("({ document: %d })", n)))
		return
	case *core.File:
		*target = file{js(t, fmt.Sprintf("({ document: %d })", n))}
		return
	case *core.Fields:
		*target = core.Fields{{Name: "name", Value: fmt.Sprint("value ", n)}}
		return
	}
	switch field.Kind() {
	case reflect.String:
		field.SetString(fmt.Sprint("text ", n))
	case reflect.Bool:
		field.SetBool(true)
	case reflect.Float64:
		field.SetFloat(float64(n) + 0.5)
	case reflect.Int:
		field.SetInt(int64(n))
	case reflect.Pointer:
		field.Set(reflect.New(field.Type().Elem()))
		fill(t, field.Elem(), n)
	case reflect.Slice:
		field.Set(reflect.MakeSlice(field.Type(), 2, 2))
		fill(t, field.Index(0), n)
		fill(t, field.Index(1), n+1)
	case reflect.Struct:
		filled(t, field.Addr().Interface())
	default:
		require.Fail(t, "a field of an unknown kind", field.Type().String())
	}
}

// expression writes a value as JavaScript, by reflection. A struct becomes an object of its tagged fields. With bare, empty
// optional fields are left out.
func expression(of reflect.Value, bare bool) string {
	switch value := of.Interface().(type) {
	case document:
		return fmt.Sprintf("({ document: %d })", whole(ask("member", value.value, "document")))
	case file:
		return fmt.Sprintf("({ document: %d })", whole(ask("member", value.value, "document")))
	case core.Fields:
		if len(value) == 0 {
			return "{}"
		}
		return fmt.Sprintf("{ %q: %q }", value[0].Name, value[0].Value)
	}
	switch of.Kind() {
	case reflect.Interface:
		if of.IsNil() {
			return "undefined"
		}
		return expression(of.Elem(), bare)
	case reflect.Pointer:
		if of.IsNil() {
			return "null"
		}
		return expression(of.Elem(), bare)
	case reflect.Slice:
		var elements []string
		for i := range of.Len() {
			elements = append(elements, expression(of.Index(i), bare))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case reflect.Struct:
		var members []string
		tags, fields := tagged(of.Addr().Interface())
		for i, field := range fields {
			empty := field.IsZero() || field.Kind() == reflect.Slice && field.Len() == 0
			if name, omitempty := strings.CutSuffix(tags[i], ",omitempty"); !bare || !omitempty || !empty {
				members = append(members, fmt.Sprintf("%q: %s", name, expression(field, bare)))
			}
		}
		return "({" + strings.Join(members, ", ") + "})"
	case reflect.String:
		return fmt.Sprintf("%q", of.String())
	}
	return fmt.Sprint(of.Interface())
}

// spelled describes an object, including differences that JSON does not show.
func spelled(t *testing.T, object any) string {
	t.Helper()
	text, err := js(t, `(object) => JSON.stringify(object, (_, value) => (value === undefined ? "(undefined)" : value), 1)`).Invoke(object)
	require.NoError(t, err)
	return textOf(t, text)
}

func textOf(t *testing.T, value safejs.Value) string {
	t.Helper()
	text, err := value.String()
	require.NoError(t, err)
	return text
}

func isOptions(of any) bool {
	name := reflect.TypeOf(of).Elem().Name()
	return strings.HasSuffix(name, "Options") || name == "Credentials" || name == "Poll" || name == "Focus"
}

func fresh(of any) any { return reflect.New(reflect.TypeOf(of).Elem()).Interface() }

func TestEveryOptionIsRead(t *testing.T) {
	register(t)
	for _, of := range crossing {
		if !isOptions(of) {
			continue
		}
		t.Run(reflect.TypeOf(of).Elem().Name(), func(t *testing.T) {
			given, read := expression(reflect.ValueOf(filled(t, fresh(of))), false), fresh(of)
			require.NoError(t, readOptions("op", js(t, given), read))
			assert.Equal(t, given, expression(reflect.ValueOf(read), false))

			names, _ := tagged(of)
			for _, name := range names {
				name = strings.TrimSuffix(name, ",omitempty")
				for _, nothing := range []string{"null", "undefined"} {
					read := fresh(of)
					require.NoError(t, readOptions("op", js(t, fmt.Sprintf("({ %q: %s })", name, nothing)), read))
					assert.Equal(t, fresh(of), read, "%s: %s is not given", name, nothing)
				}
			}
		})
	}
}

func TestEveryOptionThatIsOfAnotherType(t *testing.T) {
	register(t)
	expected := func(field reflect.Value) (wrong, says string) {
		switch field.Interface().(type) {
		case core.Fields:
			return "'a=b'", "an object of names and values, a FormData, a URLSearchParams or a Map"
		case []string:
			return "5", "a string or a list of strings"
		case *bool:
			return "'true'", "true or false"
		case *core.Poll, *core.Focus:
			return "5", "an object"
		}
		switch field.Kind() {
		case reflect.String:
			return "5", "a string"
		case reflect.Bool:
			return "'true'", "true or false"
		case reflect.Float64:
			return "'5'", "a number"
		}
		return "", "" // a document can be anything, and upload.js reads a file
	}
	for _, of := range crossing {
		if !isOptions(of) {
			continue
		}
		names, fields := tagged(of)
		for i, field := range fields {
			name := strings.TrimSuffix(names[i], ",omitempty")
			wrong, says := expected(field)
			if says == "" {
				require.Contains(t, []any{(*core.Document)(nil), (*core.File)(nil)}, reflect.Zero(field.Addr().Type()).Interface())
				continue
			}
			for value, message := range map[string]string{
				fmt.Sprintf("({ %q: %s })", name, wrong):                      name + ": must be " + says + ".",
				fmt.Sprintf("({ get %q() { throw new Error('no') } })", name): name + ": cannot be read.",
			} {
				err := readOptions("op", js(t, value), fresh(of))
				require.Error(t, err, value)
				known := *core.AsError(err)
				if strings.HasSuffix(message, "must be an object.") {
					assert.Contains(t, known.Hint, "The options are ")
					known.Hint = ""
				}
				assert.Equal(t, core.Error{Kind: core.ErrIllegalArgument, Code: "option_invalid", Op: "op", Message: message}, known, "%T", of)
			}
		}
	}
}

func TestEveryResultIsWritten(t *testing.T) {
	register(t)
	for _, of := range crossing {
		if name := reflect.TypeOf(of).Elem().Name(); isOptions(of) && name != "Credentials" {
			continue
		}
		for name, result := range map[string]any{"with all": filled(t, fresh(of)), "with nothing": fresh(of)} {
			t.Run(fmt.Sprintf("%T %s", of, name), func(t *testing.T) {
				assert.Equal(t, spelled(t, js(t, expression(reflect.ValueOf(result), true))), spelled(t, toJS(result)))
			})
		}
	}
}
