//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// host is JavaScript's half of the bridge, which the loader puts into the global scope: host.js.
var host safejs.Value

// ask calls a function of the host's that answers at once. None of them throws.
func ask(name string, args ...any) safejs.Value {
	answer, err := host.Call(name, args...)
	if err != nil {
		panic(err)
	}
	return answer
}

// waiting are the goroutines that wait for an answer of the host's, by the number that it was given.
var (
	waiting  = map[int]chan arguments{}
	lastWait int
)

// wait calls a function of the host's that answers later. It returns an error if the call is called off first. The number is
// for ask("stop"), where the answer is something to give back. (A select on ctx.Done would be a tenth of what the first call has
// to compile.)
func wait(ctx core.Context, name string, args ...any) (answer arguments, number int, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	lastWait++
	number, channel := lastWait, make(chan arguments, 1)
	waiting[number] = channel
	if call, ok := ctx.(*callContext); ok { // anything else is to be brought to its end
		call.waitsFor = number // and for one thing at a time
	}
	ask(name, append([]any{number}, args...)...)
	if answer = <-channel; answer == nil {
		err = ctx.Err()
	}
	return answer, number, err
}

// callOff ends a wait without an answer.
func callOff(number int) {
	if channel, ok := waiting[number]; ok {
		delete(waiting, number)
		ask("stop", number)
		channel <- nil
	}
}

// settle is called by the host with the number and the answer. It may come when nobody waits any more.
func settle(args arguments) any {
	number := whole(args.at(0))
	if channel, ok := waiting[number]; ok {
		delete(waiting, number)
		channel <- args[1:]
	}
	return nil
}

// hostFor returns the core's ports over the browser's own, or over what the options bring along.
func hostFor(options safejs.Value) core.Host {
	return core.Host{
		Transport: transport{ask("member", options, "fetch")},
		Storage:   storage{ask("member", options, "storage")},
		Crypto:    webCrypto{},
		URLs:      urls{},
		Locker:    locks{},
	}
}
