//go:build js && wasm

// A module that strains Go's runtime where it reads what the build takes out or rewrites: stacks that grow and are collected, defers,
// panics, recover in inlined functions, timers, maps. It is built as the one that ships. "how" on globalThis says what to do.
package main

import (
	"errors"
	"runtime"
	"syscall/js"
)

func main() {
	switch how := js.Global().Get("how").String(); how {
	case "strain":
		// The runtime tells its own by the start of their functions' names.
		own := ""
		if runtime.NumGoroutine() != 1 {
			own = "the runtime's own are counted"
		}
		js.Global().Get("report").Invoke("only the program's goroutines are counted", own)
		for name, test := range tests {
			problem := test()
			js.Global().Get("report").Invoke(name, problem)
		}
	case "deadlock":
		select {}
	case "panic":
		panic(errors.New("it was not recovered"))
	case "nil":
		println(hidden(new(*counter)).next())
	case "lock":
		lockTwice()
	}
}

// Each returns what went wrong.
var tests = map[string]func() string{
	"stacks grow with pointers into themselves":                               growth,
	"the collector finds what only a stack holds":                             collection,
	"goroutines yield, wait and are woken":                                    goroutines,
	"defers run in their order, open-coded, in loops, with panics between":    defers,
	"recover works in inlined, nested and method functions, and nowhere else": recovers,
	"the runtime's own errors are recovered":                                  runtimeErrors,
	"panics pass through goroutines that are collected":                       panicsUnderLoad,
	"Goexit runs the defers":                                                  goexit,
	"stacks can be asked for":                                                 callers,
	"maps and interfaces behave":                                              maps,
	"timers and JavaScript's calls back":                                      callbacks,
	"finalizers and cleanups run":                                             cleanups,
}

type counter int

//go:noinline
func (c counter) next() int { return int(c) + 1 }

type nexter interface{ next() int }

// hidden keeps the compiler from knowing which type it is.
//
//go:noinline
func hidden(of **counter) nexter { return *of }

// growth keeps pointers into frames of a stack that is moved many times below them.
func growth() string {
	for round := range 20 {
		done := make(chan int)
		go func() { done <- deep(2000+round*100, new(int), nil) }()
		if got := <-done; got != 2000+round*100 {
			return "a stack lost count"
		}
	}
	return ""
}

type link struct {
	above *link
	value int
	bulk  [6]int
}

//go:noinline
func deep(n int, count *int, above *link) int {
	here := link{above: above, value: n}
	here.bulk[n%6] = n
	if n == 0 {
		runtime.GC()
		for at := &here; at != nil; at = at.above {
			if at.bulk[at.value%6] != at.value {
				return -1
			}
			*count++
		}
		return *count - 1
	}
	own := n
	p := &own
	got := deep(n-1, count, &here)
	if *p != n || here.value != n {
		return -1
	}
	return got
}
