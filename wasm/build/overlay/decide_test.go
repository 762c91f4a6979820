package main

import (
	"errors"
	"go/ast"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// load returns the installed library. The working directory becomes the root of the project.
func load(t *testing.T) *library {
	t.Helper()
	t.Chdir("../../..")
	l, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	skipped(t, l) // parse everything once, not for each test
	return l
}

func everyStep() (names []string) {
	for _, s := range steps {
		names = append(names, s.name)
	}
	return names
}

// with returns the same library with one piece of source replaced, as another Go might have it.
func (l *library) with(from, to int, at *source) *library {
	changed := &library{files: l.files, known: maps.Clone(l.known)}
	changed.read = func(file string) ([]byte, error) {
		text, err := os.ReadFile(file)
		if file == at.file && err == nil {
			text = slices.Concat(text[:from], []byte("/**/"), text[to:])
		}
		return text, err
	}
	delete(changed.known, at.file)
	return changed
}

func skipped(t *testing.T, l *library) map[string]string {
	t.Helper()
	all, err := decide(l, everyStep(), "left out")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, d := range all {
		if !d.Applied {
			found[d.Step] = d.Why
		}
	}
	return found
}

func TestTheMakefileNamesTheSteps(t *testing.T) {
	t.Chdir("../../..")
	out, err := exec.Command("make", "-s", "steps").Output()
	if got := strings.Fields(string(out)); err != nil || !slices.Equal(got, everyStep()) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestEveryStepAppliesToTheGoItWasMadeFor(t *testing.T) {
	if got := skipped(t, load(t)); len(got) > 0 {
		t.Errorf("skipped: %v. docs/small-module.md says what to do", got)
	}
}

// If a function differs that a step would replace, the build skips that step and every step that depends on the function.
func TestAnotherBodySkipsItsStep(t *testing.T) {
	l := load(t)
	for _, s := range steps {
		for name := range s.bodies {
			t.Run(s.name+"/"+name, func(t *testing.T) {
				changed := l.changed(t, s.pkg, name)
				expect(t, changed, s.name, s.pkg+"."+name)
			})
		}
	}
}

// The same applies to what a step relies on but does not change: structs, numbers, functions that read or write a table,
// callers.
func TestAnotherLayoutSkipsItsStep(t *testing.T) {
	l := load(t)
	for _, c := range []struct{ pkg, name, step string }{
		{"runtime", "pcHeader", "lines"},
		{"runtime", "moduledata", "names"},
		{"runtime", "_func", "lines"},
		{"runtime", "inlinedCall", "lines"},
		{"runtime", "findfuncbucket", "findfunctab"},
		{"internal/abi", "PCDATA_StackMapIndex", "lines"},
		{"internal/abi", "FUNCDATA_InlTree", "lines"},
		{"runtime", "gorecover", "lines"},
		{"runtime", "pcvalue", "lines"},
		{"runtime", "funcspdelta", "lines"},
		{"runtime", "stkframe.getStackMap", "lines"},
		{"runtime", "inlineUnwinder.next", "lines"},
		{"runtime", "_panic.initOpenCodedDefers", "lines"},
		{"runtime", "isSystemGoroutine", "names"},
		{"runtime", "stkframe.argMapInternal", "names"},
		{"runtime", "scavengeIndex.find", "scavenger"},
		{"runtime", "GOMAXPROCS", "threads"},
		{"runtime", "dolockOSThread", "threads"},
		{"runtime", "netpoll", "threads"},
		{"runtime", "reflect_typelinks", "typelinks"},
		{"runtime", "parseRuntimeDebugVars", "settings"},
		{"runtime", "dbgvars", "settings"},
		{linker, "pclntab.generatePctab", "lines"},
		{linker, "writeFuncs", "names"},
		{linker, "Link.findfunctab", "findfunctab"},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, l.changed(t, c.pkg, c.name), c.step, "") })
	}
}

// changed returns a library in which a declaration has an additional comment.
func (l *library) changed(t *testing.T, pkg, name string) *library {
	t.Helper()
	sources, err := l.sources(pkg)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		for _, decl := range s.tree.Decls {
			if !slices.Contains(declared(decl), name) {
				continue
			}
			at := s.offset(decl.End()) - 1
			if f, ok := decl.(*ast.FuncDecl); ok && f.Body == nil {
				t.Fatalf("%s has no body", name)
			}
			return l.with(at, at, s)
		}
	}
	t.Fatalf("%s has no %s", pkg, name)
	return nil
}

// expect checks that this step is skipped and that the reason names what differs. Other steps may be skipped only for the same
// reason.
func expect(t *testing.T, changed *library, step, named string) {
	t.Helper()
	got := skipped(t, changed)
	if why, ok := got[step]; !ok || !strings.Contains(why, named) {
		t.Errorf("%s: skipped for %q, not for %s", step, why, named)
	}
	for _, s := range steps {
		facts, err := s.facts(changed)
		if err != nil {
			t.Fatal(err)
		}
		knows := slices.ContainsFunc(facts, func(f fact) bool { return f.got() != f.want })
		_, needs := got[s.needs]
		if _, ok := got[s.name]; ok != (knows || needs) {
			t.Errorf("%s: skipped is %t", s.name, ok)
		}
	}
	if len(got) == len(steps) {
		t.Error("nothing is left")
	}
}

// If the program starts to use a package that is replaced, or uses more of it, that step is skipped.
func TestANewCallerSkipsTheReplacement(t *testing.T) {
	l := load(t)
	for pkg, files := range l.files {
		if strings.HasSuffix(pkg, "/jsbind") {
			text := []byte("package jsbind\n\nimport \"fmt\"\n\nvar _ = fmt.Sprintf(\"%x\", 1)\n")
			read := l.read
			l.read = func(file string) ([]byte, error) {
				if file == files[0] {
					return text, nil
				}
				return read(file)
			}
			delete(l.known, files[0])
		}
	}
	got := skipped(t, l)
	if len(got) != 1 || !strings.Contains(got["fmt"], "what is asked of fmt") {
		t.Errorf("skipped: %v", got)
	}
}

// A newer Go gives a program the GODEBUG settings of the Go version in its go.mod. Steps that ignore settings are then skipped.
func TestSettingsByGoModSkipWhatIgnoresThem(t *testing.T) {
	l := load(t)
	l.defaults = "panicnil=1"
	if got := slices.Sorted(maps.Keys(skipped(t, l))); !slices.Equal(got, []string{"checks", "godebug", "settings", "typelinks"}) {
		t.Errorf("skipped: %v", got)
	}
}

func TestAStepThatIsLeftOutTakesAlongWhatNeedsIt(t *testing.T) {
	l := load(t)
	for _, left := range everyStep() {
		wanted := slices.DeleteFunc(everyStep(), func(name string) bool { return name == left })
		all, err := decide(l, wanted, "left out")
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			if want := s.name != left && s.needs != left; all[i].Applied != want {
				t.Errorf("without %s, %s is %t: %s", left, s.name, all[i].Applied, all[i].Why)
			}
		}
	}
}

// If a Go has everything that the steps rely on but does not compile with one of them, that step is skipped.
func TestWhatDoesNotCompileIsDropped(t *testing.T) {
	l := load(t)
	for _, faults := range [][]string{{"fmt"}, {"print"}, {"checks"}, {"findfunctab"}, {"fmt", "settings"}} {
		all, _ := decide(l, everyStep(), "")
		written := 0
		err := dropUntilItBuilds(all, func() error { written++; return nil }, func() error {
			for _, fault := range faults {
				if find(all, fault).Applied {
					return errors.New("undefined: printhex")
				}
			}
			return nil
		})
		if err != nil || written == 0 {
			t.Errorf("%s: %v", faults, err)
		}
		for i, s := range steps {
			guilty := slices.Contains(faults, s.name)
			if guilty && (all[i].Applied || !strings.Contains(all[i].Why, "undefined: printhex")) {
				t.Errorf("%s: %+v", faults, all[i])
			}
			innocent := !guilty && !slices.Contains(faults, s.needs)
			if len(faults) > 1 { // if several are at fault, other steps that change source may be skipped too
				innocent = !s.changesSource() && s.needs == ""
			}
			if innocent && !all[i].Applied {
				t.Errorf("%s took %s along", faults, s.name)
			}
		}
	}
	all, _ := decide(l, everyStep(), "")
	before := slices.Clone(all)
	err := dropUntilItBuilds(all, func() error { return nil }, func() error { return errors.New("our own mistake") })
	if err != nil || !slices.Equal(all, before) {
		t.Errorf("what does not compile without the steps either was blamed on them: %v, %v", all, err)
	}
}
