//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The host owns the promises, and each has a number. The functions below are all the JavaScript functions that Go makes; a call
// makes no further ones.

// functions returns the functions that the host calls.
func functions() safejs.Value {
	return ask("object", "begin", function(begin), "abort", function(abort), "settle", function(settle))
}

func function(f func(arguments) any) safejs.Value {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
	if err != nil {
		panic(err) // FuncOf never fails
	}
	return function.Value()
}

// arguments are the arguments of a call from JavaScript. A missing argument is undefined.
type arguments []safejs.Value

func (a arguments) at(index int) safejs.Value {
	if index < len(a) {
		return a[index]
	}
	return safejs.Undefined()
}

// begin is called by the host to start a call. Its arguments are the number of the call, the index in exports, whether the call
// can be aborted (and has been already), and the export's arguments. It returns true, which tells the host that the module is
// running.
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

// call is a call for a goroutine to answer.
type call struct {
	number  int
	run     run
	request request
}

// idle are goroutines that have finished their call. They are reused because their stacks have already grown. Growing the stack
// of a new goroutine takes about 6 % of a call.
var idle []chan call

// work answers a call in a goroutine, since a callback from JavaScript must never block.
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

// contexts are the contexts of the calls that can be aborted.
var contexts = map[int]*callContext{}

func abort(args arguments) any {
	if ctx, ok := contexts[whole(args.at(0))]; ok {
		ctx.end()
	}
	return nil
}

// callContext ends when the caller's signal aborts, if there is one.
type callContext struct {
	done     chan struct{}
	waitsFor int // the number of the request that wait made to the host
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

// answer runs an export. If it panics, the promise rejects and the module continues.
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

// unexpected turns a recovered panic into an error. request.read panics with errors; any other value is a bug.
func unexpected(thrown any) error {
	if err, ok := thrown.(*core.Error); ok {
		return err
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeInternal, Message: "this library made a mistake.", Hint: "Please report it, with what you did.",
	}
}
