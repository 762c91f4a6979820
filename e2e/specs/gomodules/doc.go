// Package gomodules tests what a Go program gets that imports this project: the modules of go.work, and what each of them brings
// along. It has only a test.
package gomodules
