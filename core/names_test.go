//go:build !js

package core_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// api is what the sources say: JavaScript's names of the options and of the functions, each with Go's.
type api struct {
	files   map[string]*ast.File
	options map[string]string // by the name in JavaScript
	exports []string          // JavaScript's names of the functions
	funcs   map[string]bool   // Go's functions and methods
}

func readAPI(t *testing.T) api {
	t.Helper()
	read := api{map[string]*ast.File{}, map[string]string{}, nil, map[string]bool{}}
	for _, pattern := range []string{"*.go", "native/*.go"} {
		names, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			read.files[name] = file
			ast.Inspect(file, read.note)
		}
	}
	table, err := os.ReadFile("../jsbind/exports.go")
	require.NoError(t, err)
	for _, row := range regexp.MustCompile(`\t\{"(\w+)", call`).FindAllSubmatch(table, -1) {
		read.exports = append(read.exports, string(row[1]))
	}
	return read
}

func (a api) note(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.FuncDecl:
		a.funcs[node.Name.Name] = true
		return false
	case *ast.TypeSpec:
		fields, ok := node.Type.(*ast.StructType)
		if !ok || !strings.HasSuffix(node.Name.Name, "Options") && node.Name.Name != "Poll" {
			return true
		}
		for _, field := range fields.Fields.List {
			if field.Tag == nil {
				continue
			}
			tag, _ := strconv.Unquote(field.Tag.Value)
			name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			if name != "-" {
				a.options[name] = field.Names[0].Name
			}
		}
	}
	return true
}

func TestEachNameIsSpelledAsGoHasIt(t *testing.T) {
	read := readAPI(t)
	require.Greater(t, len(read.options), 60)
	for js, name := range read.options {
		assert.Equal(t, name, core.GoName(js))
		assert.Equal(t, name, core.GoName(name), "it stays as it is")
	}
	require.Greater(t, len(read.exports), 30)
	for _, js := range read.exports {
		assert.True(t, read.funcs[core.GoName(js)], "%s: there is no function %s", js, core.GoName(js))
	}
	// The two lists of names are the same names.
	js, goes := constants(read.files["names_js.go"]), constants(read.files["names_native.go"])
	require.Greater(t, len(js), 20)
	for constant, name := range js {
		switch {
		case strings.HasPrefix(constant, "name"):
			assert.Equal(t, core.GoName(name), goes[constant])
		case strings.HasPrefix(constant, "op"):
			assert.Equal(t, strings.TrimPrefix(constant, "op"), core.GoName(goes[constant]))
			assert.True(t, read.funcs[core.GoName(goes[constant])])
		default:
			assert.NotEmpty(t, goes[constant], constant)
		}
	}
}

func constants(file *ast.File) map[string]string {
	found := map[string]string{}
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			found[spec.Names[0].Name] = sentence(spec.Values[0])
		}
		return true
	})
	return found
}

// No sentence has a name of JavaScript in it, unless as a constant that a Go program has in Go's spelling.
func TestNoSentenceHasANameOfJavaScript(t *testing.T) {
	read := readAPI(t)
	names := append([]string{"createAuth", "ensureScopes", "signIn", "userMessage", "navigator.language", "location.href"}, read.exports...)
	for js := range read.options {
		names = append(names, js)
	}
	var words []string
	for _, name := range names {
		if strings.ToLower(name) != name || strings.Contains(name, ".") {
			words = append(words, regexp.QuoteMeta(name))
		}
	}
	isNamed := regexp.MustCompile(`\b(` + strings.Join(words, "|") + `)\b|^[a-z]+: `)
	isOurs := regexp.MustCompile(`^(ctx|host|sql): `) // parameters of Go, and GoToSocial's own words
	assert.True(t, isNamed.MatchString("Give apiBaseUrl."), "the check finds something")
	sentences := 0
	for name, file := range read.files {
		if strings.HasSuffix(name, "_js.go") {
			continue
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING || strings.Contains(literal.Value, `json:"`) {
				return true
			}
			text := sentence(literal)
			if strings.Contains(strings.TrimSpace(text), " ") {
				sentences++
				assert.False(t, isNamed.MatchString(text) && !isOurs.MatchString(text), "%s: %s", name, text)
			}
			return true
		})
	}
	assert.Greater(t, sentences, 150)
}

// What is put together at run time is spelled, too: the option that is wrong, and the function that failed.
func TestErrorsNameOptionsAndFunctionsAsGoHasThem(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "read write")
	fresh := w.client(t, core.Options{APIBaseURL: w.base})
	begin := func(change func(*core.BeginSignInOptions)) error {
		o := core.BeginSignInOptions{Server: w.base, ClientName: "Test app", RedirectURI: redirectURI}
		change(&o)
		_, err := core.BeginSignIn(w.ctx, w.host, o)
		return err
	}
	create := func(o core.CreateAppOptions) error {
		_, err := core.CreateApp(w.ctx, w.host, o)
		return err
	}
	open := func(o core.Options) error {
		_, err := core.New(w.ctx, w.host, o)
		return err
	}
	post := func(o core.StatusPostOptions) error {
		_, err := client.StatusPost(w.ctx, o)
		return err
	}
	for begins, err := range map[string]error{
		"BeginSignIn: ClientName: ":        begin(func(o *core.BeginSignInOptions) { o.ClientName = "" }),
		"BeginSignIn: RedirectURI: ":       begin(func(o *core.BeginSignInOptions) { o.RedirectURI = "nowhere" }),
		"BeginSignIn: Scopes: ":            begin(func(o *core.BeginSignInOptions) { o.Scopes = []string{"raed"} }),
		"BeginSignIn: RequestTimeoutMs: ":  begin(func(o *core.BeginSignInOptions) { o.RequestTimeoutMs = -1 }),
		"BeginSignIn: Server: ":            begin(func(o *core.BeginSignInOptions) { o.Server = "nothing" }),
		"BeginSignIn: Website: ":           begin(func(o *core.BeginSignInOptions) { o.Website = "x" }),
		"BeginSignIn: ReturnTo: ":          begin(func(o *core.BeginSignInOptions) { o.ReturnTo = strings.Repeat("x", 70_000) }),
		"CreateApp: APIBaseURL: ":          create(core.CreateAppOptions{ClientName: "x"}),
		"CreateApp: RedirectURIs: ":        create(core.CreateAppOptions{ClientName: "x", APIBaseURL: w.base, RedirectURIs: []string{"/"}}),
		"New: ClientID: ":                  open(core.Options{ClientID: "x"}),
		"New: RatelimitMethod: ":           open(core.Options{RatelimitMethod: "x"}),
		"New: RatelimitPacefactor: ":       open(core.Options{RatelimitPacefactor: -1}),
		"New: RatelimitMaxWaitMs: ":        open(core.Options{RatelimitMaxWaitMs: -1}),
		"New: MastodonVersion: ":           open(core.Options{MastodonVersion: "x"}),
		"New: VersionCheckMode: ":          open(core.Options{VersionCheckMode: "x"}),
		"New: FeatureSet: ":                open(core.Options{FeatureSet: "x"}),
		"StatusPost: Status: ":             post(core.StatusPostOptions{}),
		"StatusPost: Visibility: ":         post(core.StatusPostOptions{Status: "x", Visibility: "x"}),
		"StatusPost: QuoteID: ":            post(core.StatusPostOptions{QuoteID: "1"}),
		"StatusPost: ContentType: ":        post(core.StatusPostOptions{Status: "x", ContentType: "x"}),
		"StatusPost: QuoteApprovalPolicy:": post(core.StatusPostOptions{Status: "x", QuoteApprovalPolicy: "x"}),
		"StatusPost: Poll: ":               post(core.StatusPostOptions{Poll: &core.Poll{}}),
		"MediaPost: MediaFile: ":           second(client.MediaPost(w.ctx, core.MediaPostOptions{})),
		"LogIn: Code: ":                    second(client.LogIn(w.ctx, core.LogInOptions{})),
		"HandleCallback: URL: ":            second(client.HandleCallback(w.ctx, core.HandleCallbackOptions{})),
		"CompleteSignIn: URL: ":            second(core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{})),
		"CompleteSignIn: this login was":   second(core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: redirectURI + "?code=a&state=b"})),
		"AuthRequestURL: ClientID: ":       second(fresh.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})),
		"AccountVerifyCredentials: Access": second(fresh.AccountVerifyCredentials(w.ctx)),
		"Toot: AccessToken: ":              second(fresh.Toot(w.ctx, core.TootOptions{Status: "x"})),
		"UseSession: ID: ":                 second(core.UseSession(w.ctx, w.host, core.SessionOptions{ID: "x"})),
		"ReadSecretFile: ClientFile: ":     second(core.ReadSecretFile(w.ctx, w.host, core.ReadSecretFileOptions{})),
		"FindServer: Server: ":             second(core.FindServer(w.ctx, w.host, core.FindServerOptions{})),
		"SignUp: Server: ":                 second(core.SignUp(w.ctx, w.host, core.SignUpOptions{ClientName: "x", RedirectURI: redirectURI})),
		"AuthRequestURL: RedirectURI: ":    second(client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{RedirectURI: "x"})),
		"SignUp: ClientName: ":             second(core.SignUp(w.ctx, w.host, core.SignUpOptions{Server: w.base, RedirectURI: redirectURI})),
		"Request: Path: ":                  second(client.Request(w.ctx, core.RequestOptions{})),
	} {
		if assert.Error(t, err, begins) {
			assert.True(t, strings.HasPrefix(err.Error(), begins), "%s… but: %s", begins, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
