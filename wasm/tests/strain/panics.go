//go:build js && wasm

package main

import (
	"errors"
	"runtime"
	"strings"
)

func defers() string {
	var order []string
	func() {
		defer func() { order = append(order, "last") }()
		if len(order) == 0 {
			defer func() { order = append(order, "conditional") }()
		}
		for i := range 3 {
			defer func() { order = append(order, string(rune('a'+i))) }()
		}
		func() {
			defer func() { recover() }()
			defer func() { order = append(order, "second") }()
			defer func() { panic("another") }()
			panic("one")
		}()
	}()
	if got := strings.Join(order, " "); got != "second c b a conditional last" {
		return got
	}
	return result(func() (s string) {
		defer func() { s += " and changed" }()
		return "returned"
	}(), "returned and changed")
}

func result(got, want string) string {
	if got != want {
		return got + ", not " + want
	}
	return ""
}

// Small enough to be inlined where that is done.
func catch(into *any)        { *into = recover() }
func catchBelow(into *any)   { func() { *into = recover() }() }
func noPanic() any           { return recover() }
func (c counter) catch()     { caught = recover() }
func (c *counter) catchPtr() { caught = recover() }

type catcher interface{ catch() }

var caught any

func recovers() string {
	for name, in := range map[string]struct {
		with func(f func())
		want bool
	}{
		"a deferred function":             {func(f func()) { defer catch(&caught); f() }, true},
		"a function below a deferred one": {func(f func()) { defer catchBelow(&caught); f() }, false},
		"a closure":                       {func(f func()) { defer func() { caught = recover() }(); f() }, true},
		"an inlined call in a closure":    {func(f func()) { defer func() { catch(&caught) }(); f() }, false},
		"recover itself":                  {func(f func()) { defer recover(); f() }, false},
		"a method":                        {func(f func()) { defer counter(1).catch(); f() }, true},
		"a method by its pointer":         {func(f func()) { c := counter(1); defer c.catchPtr(); f() }, true},
		"a wrapped method":                {func(f func()) { c := counter(1); var of catcher = &c; defer of.catch(); f() }, true},
		"a method's value":                {func(f func()) { catch := counter(1).catch; defer catch(); f() }, true},
		"a deferred function in a loop": {func(f func()) {
			for range 2 {
				defer catch(&caught)
			}
			defer func() {}()
			f()
		}, true},
	} {
		caught = nil
		escaped := outer(func() { in.with(func() { panic(name) }) })
		if (escaped == nil) != in.want {
			return name
		}
	}
	if noPanic() != nil {
		return "recover without a panic"
	}
	return ""
}

func outer(f func()) (escaped any) {
	defer func() { escaped = recover() }()
	f()
	return nil
}

func runtimeErrors() string {
	var none map[string]int
	var nobody *link
	var list []int
	var anything any = "text"
	zero, far := 0, 5
	for want, f := range map[string]func(){
		"assignment to entry in nil map":                        func() { none["a"] = 1 },
		"invalid memory address or nil pointer dereference":     func() { println(nobody.value) },
		"index out of range [5] with length 0":                  func() { println(list[far]) },
		"slice bounds out of range [5:0]":                       func() { println(len(list[far:])) },
		"integer divide by zero":                                func() { println(far / zero) },
		"interface conversion: interface {} is string, not int": func() { println(anything.(int)) },
		"close of closed channel":                               func() { c := make(chan int); close(c); close(c) },
		"makeslice: len out of range":                           func() { list = make([]int, far-zero*2-9) },
		"called using nil *counter":                             func() { hidden(new(*counter)).next() },
	} {
		err, ok := outer(f).(runtime.Error)
		if !ok {
			return "no error for: " + want
		}
		text := err.Error()
		if want == "called using nil *counter" {
			want = "a method of a value was called with a nil pointer"
		}
		if !strings.Contains(text, want) {
			return text
		}
	}
	var err error = errors.New("mine")
	if got := outer(func() { panic(err) }); got != err {
		return "another error came out"
	}
	return ""
}

func goexit() string {
	order := make(chan string, 3)
	go func() {
		defer close(order)
		defer func() { order <- "outer" }()
		func() {
			defer func() {
				if recover() != nil {
					order <- "recovered"
				}
			}()
			runtime.Goexit()
		}()
		order <- "went on"
	}()
	got := ""
	for s := range order {
		got += s
	}
	return result(got, "outer")
}

// Names and lines are gone, and so are the frames that would tell them; what asks for them gets nothing, and no trap.
func callers() string {
	pcs := make([]uintptr, 32)
	n := runtime.Callers(0, pcs)
	if n < 2 {
		return "there are no callers"
	}
	if frame, more := runtime.CallersFrames(pcs[:n]).Next(); more || frame.PC != 0 {
		return "there is a frame"
	}
	if f := runtime.FuncForPC(pcs[0]); f != nil {
		_, _ = f.FileLine(pcs[0])
		_ = f.Name()
	}
	if _, _, _, ok := runtime.Caller(0); ok {
		return "there is a caller"
	}
	_ = runtime.Stack(make([]byte, 4096), true)
	return ""
}
