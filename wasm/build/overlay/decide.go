package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// decision says whether a step is applied, and if not, why.
type decision struct {
	Step    string `json:"step"`
	Applied bool   `json:"applied"`
	Why     string `json:"why,omitempty"`
}

// decide compares the library with what the steps rely on. If it differs, the step is skipped, and so are the steps that need
// it.
func decide(l *library, wanted []string, whyNot string) ([]decision, error) {
	var all []decision
	for _, s := range steps {
		d := decision{Step: s.name}
		if !slices.Contains(wanted, s.name) {
			d.Why = whyNot
		} else if needed := find(all, s.needs); needed != nil && !needed.Applied {
			d.Why = "it needs the step " + s.needs
		} else {
			facts, err := s.facts(l)
			if err != nil {
				d.Why = err.Error()
			}
			var differ []string
			for _, f := range facts {
				if f.got() != f.want {
					differ = append(differ, fmt.Sprintf("%s is not the one that it was written for (%s, not %s)", f.what, f.got(), f.want))
				}
			}
			if differ != nil {
				d.Why = strings.Join(differ, "; ")
			}
		}
		d.Applied = d.Why == ""
		all = append(all, d)
	}
	return all, nil
}

func find(all []decision, name string) *decision {
	for i := range all {
		if all[i].Step == name {
			return &all[i]
		}
	}
	return nil
}

// dropUntilItBuilds handles a Go that has everything that the steps rely on but does not compile with them. It skips the step
// that is at fault. If no single step is, it skips the last one, the last two and so on. If the module does not compile without
// the steps either, they are not at fault.
func dropUntilItBuilds(chosen []decision, write func() error, builds func() error) error {
	before := slices.Clone(chosen)
	fault := builds()
	if fault == nil {
		return nil
	}
	for _, together := range []bool{false, true} {
		copy(chosen, before)
		for i := len(steps) - 1; i >= 0; i-- {
			if !before[i].Applied || !steps[i].changesSource() {
				continue
			}
			if !together {
				copy(chosen, before)
			}
			drop(chosen, i, "this Go does not compile with it: "+fault.Error())
			if err := write(); err != nil {
				return err
			}
			if builds() == nil {
				return nil
			}
		}
	}
	copy(chosen, before)
	return write()
}

// drop skips a step and the steps that need it.
func drop(chosen []decision, i int, why string) {
	chosen[i].Applied, chosen[i].Why = false, why
	for j, s := range steps {
		if s.needs == steps[i].name && chosen[j].Applied {
			chosen[j].Applied, chosen[j].Why = false, "it needs the step "+s.needs
		}
	}
}

func (s step) changesSource() bool { return s.bodies != nil || s.settings != nil || s.replace != "" }

// builds returns nil if the module compiles with an overlay, otherwise the compiler's error.
func builds(overlay string) error {
	build := exec.Command("go", "build", "-overlay", overlay, "-gcflags=all=-l", "-o", os.DevNull, "./wasm")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return errors.New(lines[min(1, len(lines)-1)]) // the first line is the package's name
	}
	return nil
}
