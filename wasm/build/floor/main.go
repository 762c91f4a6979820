//go:build js && wasm

// Floor is the smallest module that links safejs: what "make size" compares the real one with.
package main

import "github.com/hack-pad/safejs"

func main() {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return args[0] })
	if err != nil {
		panic(err)
	}
	if err := safejs.Global().Set("floor", function); err != nil {
		panic(err)
	}
	select {}
}
