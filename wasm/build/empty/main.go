//go:build js && wasm

// Empty is the program that does nothing: its module is what Go brings in any case, its runtime.
package main

func main() {}
