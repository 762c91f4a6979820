//go:build !js

package core_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// exported are the exported structs of core. Host has a store, which prints no record.
var exported = []any{
	core.Account{}, core.AccountCreation{}, core.AccountField{}, core.AccountSource{}, core.Answer{}, core.Application{}, core.AuthRequest{},
	core.AuthRequestURLOptions{}, core.AuthorizationServer{}, core.BeginSignInOptions{}, core.ClientCredentialsTokenOptions{},
	core.CompleteSignInOptions{}, core.CompleteSignUpOptions{}, core.CreateAccountOptions{}, core.CreateAppOptions{}, core.Credentials{},
	core.EmailResendConfirmationOptions{}, core.Entity[core.Token]{}, core.Error{}, core.Field{}, core.FieldError{}, core.FindServerOptions{},
	core.Focus{}, core.HandleCallbackOptions{}, core.Headers{}, core.Host{}, core.Instance{}, core.LogInOptions{}, core.MediaAttachment{},
	core.MediaPostOptions{}, core.MissingScopesOptions{}, core.Newcomer{}, core.Options{}, core.Poll{}, core.Preferences{}, core.RatelimitWaiting{},
	core.ReadSecretFileOptions{}, core.Request{}, core.RequestOptions{}, core.Response{}, core.Revocation{}, core.Role{}, core.ScopeSet{},
	core.Server{}, core.ServerCache{}, core.Session{}, core.SessionAccount{}, core.SessionHealth{}, core.SessionList{}, core.SessionOptions{},
	core.SessionsOptions{}, core.SetLanguageOptions{}, core.SignIn{}, core.SignInStart{}, core.SignOutOutcome{}, core.SignUpOptions{},
	core.SignUpProgress{}, core.Status{}, core.StatusPostOptions{}, core.Token{}, core.TootOptions{}, core.URL{}, core.UploadProgress{},
	core.UploadedFile{}, core.Userinfo{}, core.VerifyMinimumVersionOptions{}, core.Version{},
}

const secret = "s3cret-0123456789"

// hasSecretAddress is which structs have the address of a login or of a request.
var hasSecretAddress = regexp.MustCompile(`^(AuthRequest|CompleteSignInOptions|HandleCallbackOptions|Request|RequestOptions|Response|SignInStart)$`)

var isSecret = regexp.MustCompile(`(Token|Secret|Password|File)$|^(Password|Code|CodeVerifier|Email|InviteCode|DateOfBirth)$`)

// withSecrets fills each member that may be secret.
func withSecrets(t *testing.T, value reflect.Value) {
	document, err := native.Parse([]byte(`{"name":"a","access_token":"` + secret + `","list":[{"client_secret":"` + secret + `"}]}`))
	require.NoError(t, err)
	for field, member := range value.Fields() {
		switch {
		case !field.IsExported():
		case field.Type == reflect.TypeFor[core.Document]():
			member.Set(reflect.ValueOf(document))
		case field.Type == reflect.TypeFor[core.Fields]():
			member.Set(reflect.ValueOf(core.Fields{{Name: "limit", Value: "20"}, {Name: "Authorization", Value: "Bearer " + secret}, {Name: "password", Value: secret}}))
		case value.Type() == reflect.TypeFor[core.Field]():
			member.SetString(map[string]string{"Name": "access_token", "Value": secret}[field.Name])
		case field.Type == reflect.TypeFor[string]() && (field.Name == "URL" || field.Name == "Path"):
			if !hasSecretAddress.MatchString(value.Type().Name()) {
				continue
			}
			member.SetString("https://a.example/?limit=20&code=" + secret + "#x&access_token=" + secret)
		case field.Type == reflect.TypeFor[string]() && isSecret.MatchString(field.Name) && value.Type() != reflect.TypeFor[core.FieldError]():
			member.SetString(secret)
		case field.Type.Kind() == reflect.Struct:
			withSecrets(t, member)
		case field.Type.Kind() == reflect.Pointer && field.Type.Elem().Kind() == reflect.Struct:
			member.Set(reflect.New(field.Type.Elem()))
			withSecrets(t, member.Elem())
		}
	}
}

func TestNoVerbPrintsASecret(t *testing.T) {
	for _, empty := range exported {
		value := reflect.New(reflect.TypeOf(empty))
		withSecrets(t, value.Elem())
		shownOf(t, value.Interface())
		shownOf(t, value.Elem().Interface())
		list := reflect.MakeSlice(reflect.SliceOf(value.Elem().Type()), 0, 1)
		shownOf(t, reflect.Append(list, value.Elem()).Interface())
		shownOf(t, map[string]any{"a": value.Elem().Interface()})
	}
	printed := fmt.Sprintf("%#v", core.Request{Method: "GET", URL: "https://a.example/?limit=20&code=" + secret, MostBytes: 5, Header: core.Fields{{Name: "Authorization", Value: secret}, {Name: "Accept", Value: "*"}}})
	assert.Equal(t, `Request{Method: "GET", URL: "https://a.example/?limit=20&code=[hidden]", Header: [{Name: "Authorization", Value: [hidden]}, {Name: "Accept", Value: "*"}], MostBytes: 5}`, printed)
	printed = fmt.Sprint(core.Options{APIBaseURL: "a.example", AccessToken: secret, OnTrace: func(string) {}, Restore: &core.Credentials{AccessToken: secret}})
	assert.Equal(t, `Options{APIBaseURL: "a.example", AccessToken: [hidden], OnTrace: func, Restore: {AccessToken: [hidden]}}`, printed)
}

// A client is what a login returns, so it is what a program prints first.
func TestAClientPrintsNoSecret(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "read write")
	login, err := client.PersistableLoginCredentials(w.ctx)
	require.NoError(t, err)
	record, err := native.NewDocument(map[string]string{"accessToken": login.AccessToken})
	require.NoError(t, err)
	for _, what := range []any{client, []*core.Client{client}, record} {
		printed := shownOf(t, what, login.AccessToken, login.ClientSecret)
		assert.NotContains(t, printed, "0x")
	}
	shownOf(t, native.LogInOptions{Host: w.host, Client: core.Options{AccessToken: login.AccessToken}}, login.AccessToken)
	shownOf(t, w.host.Storage, login.AccessToken)
	assert.Regexp(t, `^Client\{APIBaseURL: "https://practice.example", ClientID: ".*", ClientSecret: \[hidden\], AccessToken: \[hidden\],.*\}$`, fmt.Sprint(client))
	assert.Equal(t, "<nil>", fmt.Sprint((*core.Client)(nil)))
}

// shownOf checks what each verb prints, and returns it.
func shownOf(t *testing.T, value any, secrets ...string) string {
	t.Helper()
	all := ""
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		printed := fmt.Sprintf(verb, value)
		for _, hidden := range append(secrets, secret) {
			for _, form := range []string{hidden, fmt.Sprintf("%x", hidden), strings.Trim(fmt.Sprintf("%v", []byte(hidden)), "[]")} {
				assert.NotContains(t, strings.ToLower(printed), strings.ToLower(form), "%s of %T: %s", verb, value, printed)
			}
		}
		if verb != "%d" { // which prints the pointers of a list
			all += printed
		}
	}
	return all
}

// The list above has each exported struct.
func TestEachExportedStructIsPrinted(t *testing.T) {
	listed := map[string]bool{"Client": true} // a client is not copied
	for _, value := range exported {
		name, _, _ := strings.Cut(reflect.TypeOf(value).Name(), "[")
		listed[name] = true
	}
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range files {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.TypeSpec); ok && ast.IsExported(spec.Name.Name) {
				if _, ok := spec.Type.(*ast.StructType); ok {
					assert.True(t, listed[spec.Name.Name], spec.Name.Name)
				}
			}
			return true
		})
	}
}
