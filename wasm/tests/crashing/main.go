//go:build js && wasm

// Mortal keeps the loader's contract as the real module does, and dies in whatever way it is asked to.
package main

import (
	"os"
	"time"

	"github.com/hack-pad/safejs"
)

var version = "dev"

var (
	end   = make(chan struct{})
	timer = make(chan struct{})
)

var host = get("mastoauthHost")

// names are what it answers to, in the places that the host calls them by.
var names = []any{"", "open", "close", "preferences", "createApp"}

func main() {
	exports := map[string]func(args []safejs.Value) any{}
	opened := 0
	exports["open"] = func(args []safejs.Value) any {
		// A client is refused while its storage has something to refuse it with.
		if storage := must(args[0].Get("storage")); storage.Type() == safejs.TypeObject {
			if refusal := must(storage.Get("refusal")); !refusal.IsUndefined() {
				return rejection{refusal}
			}
		}
		opened++
		// How often the client was opened, all modules taken together.
		times, _ := must(args[1].Get("times")).Int()
		if err := args[1].Set("times", times+1); err != nil {
			panic(err)
		}
		return map[string]any{"number": opened, "keep": args[1]}
	}
	exports["close"] = func(args []safejs.Value) any { return true }
	exports["preferences"] = func(args []safejs.Value) any { return args[0] }
	begin := function(func(args []safejs.Value) any {
		place, _ := args[1].Int()
		name := names[place].(string)
		if name == "createApp" {
			return act(args[0], must(args[3].Get("how")))
		}
		switch result := exports[name](args[3:]).(type) {
		case rejection:
			must(host.Call("reject", args[0], result.raw))
		default:
			must(host.Call("resolve", args[0], result))
		}
		return true
	})
	module := map[string]any{"begin": begin}
	must(host.Call("ready", version, names, []any{}, module))
	<-end
}

// rejection is what an export rejects with.
type rejection struct{ raw any }

// act does what a call asks for, and returns what the host is told of it: true, unless it is to believe that the call has
// killed the module.
func act(call, how safejs.Value) any {
	name, _ := how.String()
	resolve := func(value any) any { return must(host.Call("resolve", call, value)).IsUndefined() }
	switch name {
	case "live":
		return resolve("alive")
	case "set a timer":
		time.AfterFunc(3*time.Second, func() { close(timer) })
		return resolve("set")
	case "await the timer":
		go func() {
			<-timer
			resolve("rung")
		}()
		return true
	case "reject":
		must(host.Call("reject", call, map[string]any{"name": "MastodonNotFoundError", "code": "not_found", "message": "gone.", "op": "createApp", "status": 404}))
		return true
	case "wait":
		return true
	case "return nothing":
		return nil
	case "panic in the call":
		panic("as asked")
	case "block":
		<-make(chan struct{})
	case "recurse":
		return deep(1)
	}
	go func() {
		switch name {
		case "panic":
			panic("as asked")
		case "exit":
			os.Exit(3)
		case "exit 0":
			os.Exit(0)
		case "end":
			close(end)
		case "recurse later":
			deep(1)
		case "use up the memory":
			var all [][]byte
			for {
				all = append(all, make([]byte, 1<<28))
			}
		}
	}()
	return true
}

//go:noinline
func deep(n int) int { return deep(n+1) + n }

func function(f func(args []safejs.Value) any) safejs.Func {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
	if err != nil {
		panic(err)
	}
	return function
}

func get(name string) safejs.Value { return must(safejs.Global().Get(name)) }

func must(value safejs.Value, err error) safejs.Value {
	if err != nil {
		panic(err)
	}
	return value
}
