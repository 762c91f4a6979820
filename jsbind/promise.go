//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The promises are the host's, and each has a number. These are all the JavaScript functions that Go makes; a call makes
// none of its own.

// functions returns what the host calls.
func functions() safejs.Value {
	return ask("object", "begin", function(begin), "abort", function(abort), "settle", function(settle))
}

func function(f func(arguments) any) safejs.Value {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
	if err != nil {
		panic(err) // FuncOf does not fail
	}
	return function.Value()
}

// arguments are those of a call from JavaScript; what was left out is undefined.
type arguments []safejs.Value

func (a arguments) at(index int) safejs.Value {
	if index < len(a) {
		return a[index]
	}
	return safejs.Undefined()
}

// begin is called by the host with the number of a call, the place of the export in exports, whether the call can be called off (and
// has been already), and the export's arguments. It answers true, which tells the host that the module lives.
func begin(args arguments) any {
	number, export := whole(args.at(0)), exports[whole(args.at(1))]
	ctx := &callContext{}
	if aborted := args.at(2); aborted.Type() == safejs.TypeBoolean {
		ctx.done, contexts[number] = make(chan struct{}), ctx
		if truth(aborted) {
			ctx.end()
		}
	}
	work(call{number, export.run, request{ctx: ctx, op: export.name, args: args[3:]}})
	return true
}

// call is what a goroutine answers.
type call struct {
	number  int
	run     run
	request request
}

// idle are the goroutines that have answered their call. They are used again, since their stacks have grown already; to grow
// that of a new one takes some 6 % of a call.
var idle []chan call

// work has a goroutine answer a call: a callback from JavaScript must never block.
func work(next call) {
	if last := len(idle) - 1; last >= 0 {
		idle[last] <- next
		idle = idle[:last]
		return
	}
	calls := make(chan call, 1)
	calls <- next
	go func() {
		for call := range calls {
			answer(call)
			release()
			idle = append(idle, calls)
		}
	}()
}

// contexts are those of the calls that can be called off.
var contexts = map[int]*callContext{}

func abort(args arguments) any {
	if ctx, ok := contexts[whole(args.at(0))]; ok {
		ctx.end()
	}
	return nil
}

// callContext ends with the caller's signal, if there is one.
type callContext struct {
	done     chan struct{}
	waitsFor int // what wait has asked the host for
	err      error
}

func (c *callContext) Done() <-chan struct{} { return c.done }
func (c *callContext) Err() error            { return c.err }

func (c *callContext) end() {
	if c.err == nil {
		c.err = networkError("aborted")
		close(c.done)
		callOff(c.waitsFor)
	}
}

// answer runs an export. A panic rejects the promise and leaves the module alive.
func answer(c call) {
	defer func() {
		delete(contexts, c.number)
		if thrown := recover(); thrown != nil {
			ask("reject", c.number, errorValue(c.request.op, unexpected(thrown)))
		}
	}()
	result, err := c.run(c.request)
	if err != nil {
		ask("reject", c.number, errorValue(c.request.op, err))
		return
	}
	ask("resolve", c.number, toJS(result))
}

// unexpected turns what was thrown into an error: request.read throws errors, and anything else is a mistake of ours.
func unexpected(thrown any) error {
	if err, ok := thrown.(*core.Error); ok {
		return err
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: "internal", Message: "this library made a mistake.", Hint: "Please report it, with what you did.",
	}
}
