package gomodules

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// project is the path of the module at the top.
const project = "github.com/mastoauth/mastoauth"

// A module is what "go mod edit -json" says about a go.mod.
type module struct {
	Module  struct{ Path string }
	Go      string
	Require []struct {
		Path, Version string
		Indirect      bool
	}
	dir string
}

// modules returns all modules of go.work, the project's own first.
func modules(t *testing.T, root string) []module {
	t.Helper()
	var work struct{ Use []struct{ DiskPath string } }
	require.NoError(t, json.Unmarshal(output(t, root, "go", "work", "edit", "-json"), &work))
	var all []module
	for _, use := range work.Use {
		m := module{dir: path.Clean(use.DiskPath)}
		require.NoError(t, json.Unmarshal(output(t, filepath.Join(root, m.dir), "go", "mod", "edit", "-json"), &m))
		all = append(all, m)
	}
	require.Equal(t, project, all[0].Module.Path)
	return all
}

func output(t *testing.T, dir, name string, arguments ...string) []byte {
	t.Helper()
	command := exec.Command(name, arguments...)
	command.Dir, command.Stderr = dir, os.Stderr
	text, err := command.Output()
	require.NoError(t, err, "%s %s", name, arguments)
	return text
}

func root(t *testing.T) string {
	t.Helper()
	return filepath.Dir(strings.TrimSpace(string(output(t, ".", "go", "env", "GOWORK"))))
}

// Every module stands in go.work, so that its tests run. Another program that requires one gets the project's module of the same version.
func TestTheModulesOfTheProject(t *testing.T) {
	root := root(t)
	var inWork, inTree []string
	for _, m := range modules(t, root) {
		inWork = append(inWork, m.dir)
	}
	for _, file := range strings.Fields(string(output(t, root, "git", "ls-files", "--cached", "--others", "--exclude-standard", "go.mod", "*/go.mod"))) {
		inTree = append(inTree, path.Dir(file))
	}
	assert.ElementsMatch(t, inTree, inWork)

	var npm struct{ Version string }
	text, err := os.ReadFile(filepath.Join(root, "package.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &npm))
	for _, m := range modules(t, root)[1:] {
		assert.Equal(t, project+"/"+m.dir, m.Module.Path)
		for _, required := range m.Require {
			if strings.HasPrefix(required.Path, project) {
				assert.Equal(t, "v"+npm.Version, required.Version, "%s requires %s", m.dir, required.Path)
			}
		}
	}
}

// Who imports the core, or its ports for Go programs, gets nothing that only another module of the project needs: neither into the program
// nor into the list of modules that Go downloads and checks.
func TestTheCoreBringsNothingAlong(t *testing.T) {
	root := root(t)
	all := modules(t, root)
	var own []string
	only := map[string]string{}
	for _, m := range all {
		for _, required := range m.Require {
			switch {
			case required.Indirect:
			case m.dir == ".":
				own = append(own, required.Path)
			case !strings.HasPrefix(required.Path, "golang.org/x/") && !slices.Contains(append(own, project), required.Path):
				only[required.Path] = m.dir
			}
		}
		only[m.Module.Path] = m.dir
	}
	delete(only, project)
	require.Equal(t, []string{"github.com/hack-pad/safejs", "github.com/stretchr/testify", "golang.org/x/net"}, own, "CONTRIBUTING.md says why each")
	require.Contains(t, only, "github.com/jackc/pgx/v5")

	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), fmt.Appendf(nil,
		"module program.example\n\ngo %s\n\nrequire %s v0.0.0\n\nreplace %[2]s => %s\n", all[0].Go, project, root), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), fmt.Appendf(nil,
		"package main\n\nimport (\n\t_ %q\n\t_ %q\n\t_ %q\n)\n\nfunc main() {}\n", project+"/core", project+"/core/native", project+"/core/practice"), 0o600))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.sum"), sums, 0o600))
	t.Setenv("GOWORK", "off")
	t.Setenv("GOFLAGS", "-mod=mod")
	output(t, dir, "go", "build", "-o", os.DevNull, ".")
	for _, list := range [][]string{{"list", "-m", "-f", "{{.Path}}", "all"}, {"list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "."}} {
		for name := range strings.FieldsSeq(string(output(t, dir, "go", list...))) {
			assert.NotContains(t, only, name, "go %s", strings.Join(list, " "))
		}
	}
	var of []string
	for name := range strings.FieldsSeq(string(output(t, dir, "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", project+"/core"))) {
		of = append(of, name)
	}
	assert.Equal(t, []string{project + "/core"}, of, "the core itself has the standard library alone")
}
