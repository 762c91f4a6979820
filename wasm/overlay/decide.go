package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
)

// decision says whether a step is applied, and why not.
type decision struct {
	Step    string `json:"step"`
	Applied bool   `json:"applied"`
	Why     string `json:"why,omitempty"`
}

// decide compares what the steps rely on with the library. A step whose reliance differs is skipped, and so is what needs it.
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
			for _, f := range facts {
				if f.got() != f.want {
					d.Why = fmt.Sprintf("%s is not the one that it was written for (%s, not %s)", f.what, f.got(), f.want)
				}
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

// dropUntilItBuilds is for a Go that has all that the steps rely on, and still does not compile with them: the steps that change
// source are skipped one more at a time, the last first. What does not compile without them either is not their fault.
func dropUntilItBuilds(chosen []decision, write func() error, builds func() error) error {
	before := slices.Clone(chosen)
	for i := len(steps) - 1; ; i-- {
		fault := builds()
		if fault == nil {
			return nil
		}
		for i >= 0 && !(chosen[i].Applied && steps[i].changesSource()) {
			i--
		}
		if i < 0 {
			copy(chosen, before)
			return errors.Join(write(), nil)
		}
		chosen[i].Applied, chosen[i].Why = false, "this Go does not compile with it: "+fault.Error()
		for j, s := range steps {
			if s.needs == chosen[i].Step && chosen[j].Applied {
				chosen[j].Applied, chosen[j].Why = false, "it needs the step "+s.needs
			}
		}
		if err := write(); err != nil {
			return err
		}
	}
}

func (s step) changesSource() bool { return s.bodies != nil || s.settings != nil || s.replace != "" }

// builds says whether the module compiles with an overlay.
func builds(overlay string) error {
	build := exec.Command("go", "build", "-overlay", overlay, "-gcflags=all=-l", "-o", os.DevNull, "./wasm")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return errors.New(string(out))
	}
	return nil
}
