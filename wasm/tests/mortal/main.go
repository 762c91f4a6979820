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

func main() {
	exports := must(get("Object").New())
	export := func(name string, f func(args []safejs.Value) any) {
		function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
		if err != nil {
			panic(err)
		}
		if err := exports.Set(name, function); err != nil {
			panic(err)
		}
	}
	opened := 0
	export("open", func(args []safejs.Value) any {
		// A client is refused while its storage has something to refuse it with.
		if storage := must(args[0].Get("storage")); storage.Type() == safejs.TypeObject {
			if refusal := must(storage.Get("refusal")); !refusal.IsUndefined() {
				return promise("reject", refusal)
			}
		}
		opened++
		// How often the client was opened, all modules taken together.
		times, _ := must(args[1].Get("times")).Int()
		if err := args[1].Set("times", times+1); err != nil {
			panic(err)
		}
		return promise("resolve", map[string]any{"number": opened, "keep": args[1]})
	})
	export("close", func(args []safejs.Value) any { return promise("resolve", nil) })
	export("preferences", func(args []safejs.Value) any { return promise("resolve", args[0]) })
	export("createApp", func(args []safejs.Value) any { return act(must(args[0].Get("how"))) })
	must(get("mastoauthReady").Invoke(exports, version))
	<-end
}

func act(how safejs.Value) any {
	name, _ := how.String()
	switch name {
	case "live":
		return promise("resolve", "alive")
	case "set a timer":
		time.AfterFunc(3*time.Second, func() { close(timer) })
		return promise("resolve", "set")
	case "await the timer":
		resolve := safejs.Undefined()
		executor, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { resolve = args[0]; return nil })
		waiting := must(get("Promise").New(must(executor.Value(), err)))
		go func() {
			<-timer
			resolve.Invoke("rung")
		}()
		return waiting
	case "reject":
		return promise("reject", map[string]any{"name": "MastodonNotFoundError", "code": "not_found", "message": "gone.", "op": "createApp", "status": 404})
	case "wait":
		return promise("race", []any{})
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
	return promise("race", []any{})
}

//go:noinline
func deep(n int) int { return deep(n+1) + n }

func promise(how string, value any) any { return must(get("Promise").Call(how, value)) }

func get(name string) safejs.Value { return must(safejs.Global().Get(name)) }

func must(value safejs.Value, err error) safejs.Value {
	if err != nil {
		panic(err)
	}
	return value
}
