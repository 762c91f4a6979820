//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// host is the JavaScript half of the bridge (host.js). The loader puts it into the global scope.
var host safejs.Value

// ask calls a host function that returns at once. None of them throws.
func ask(name string, args ...any) safejs.Value {
	answer, err := host.Call(name, args...)
	if err != nil {
		panic(err)
	}
	return answer
}

// waiting are the goroutines that wait for a result from the host, by the number of the request.
var (
	waiting  = map[int]chan arguments{}
	lastWait int
)

// wait calls a host function that returns later. It returns an error if the call is aborted first. The number is for
// ask("stop"), for results that must be released. (A select on ctx.Done would be a tenth of the code that the first call must
// compile.)
func wait(ctx core.Context, name string, args ...any) (answer arguments, number int, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	lastWait++
	number, channel := lastWait, make(chan arguments, 1)
	waiting[number] = channel
	if call, ok := ctx.(*callContext); ok { // any other context does not end
		call.waitsFor = number // a call waits for one thing at a time
	}
	ask(name, append([]any{number}, args...)...)
	if answer = <-channel; answer == nil {
		err = ctx.Err()
	}
	return answer, number, err
}

// callOff ends a wait without a result.
func callOff(number int) {
	if channel, ok := waiting[number]; ok {
		delete(waiting, number)
		ask("stop", number)
		channel <- nil
	}
}

// settle is called by the host with the number and the result. Nobody may be waiting any more.
func settle(args arguments) any {
	number := whole(args.at(0))
	if channel, ok := waiting[number]; ok {
		delete(waiting, number)
		channel <- args[1:]
	}
	return nil
}

// hostFor returns the core's Host over the browser's functions, or over those given in the options.
func hostFor(options safejs.Value) core.Host {
	return core.Host{
		Transport: transport{ask("member", options, "fetch")},
		Storage:   storage{ask("member", options, "storage")},
		Crypto:    webCrypto{},
		URLs:      urls{},
		Locker:    locks{},
	}
}
