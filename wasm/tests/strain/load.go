//go:build js && wasm

package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall/js"
	"time"
)

var kept []any

// collection makes garbage while what matters is held by stacks only: in locals, arguments, results, closures and defers.
func collection() string {
	problem := ""
	var all sync.WaitGroup
	for g := range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			local := &link{value: g}
			defer func(held *link) {
				if held.value != g {
					problem = "a deferred argument was collected"
				}
			}(&link{value: g})
			for range 50 {
				if chain(30, local) != g {
					problem = "a chain was collected"
				}
				kept = append(kept[:0], make([]byte, 10_000), map[int]*link{g: {value: g}})
				if g == 0 {
					runtime.GC()
				} else {
					runtime.Gosched()
				}
			}
			if local.value != g {
				problem = "a local was collected"
			}
		}()
	}
	all.Wait()
	return problem
}

//go:noinline
func chain(n int, end *link) int {
	here := &link{above: end, value: end.value, bulk: [6]int{n}}
	if n > 0 {
		if got := chain(n-1, here); got != end.value {
			return -1
		}
	}
	if here.above != end || here.bulk[0] != n {
		return -1
	}
	return here.value
}

func goroutines() string {
	var mutex sync.Mutex
	var count atomic.Int64
	results, quit := make(chan int), make(chan struct{})
	for i := range 300 {
		go func() {
			for {
				mutex.Lock()
				count.Add(1)
				mutex.Unlock()
				select {
				case results <- i:
				case <-quit:
					return
				}
			}
		}()
	}
	seen := map[int]bool{}
	for range 3000 {
		seen[<-results] = true
	}
	close(quit)
	if len(seen) < 100 || count.Load() < 3000 {
		return "few of them were heard"
	}
	return ""
}

// panicsUnderLoad recovers from deep stacks while others are collected.
func panicsUnderLoad() string {
	var all sync.WaitGroup
	problem := ""
	for i := range 50 {
		all.Add(1)
		go func() {
			defer all.Done()
			held := &link{value: i}
			for n := range 20 {
				if got := outer(func() { fall(n*20, held) }); got != held {
					problem = "another value came up"
				}
			}
			if i%10 == 0 {
				runtime.GC()
			}
		}()
	}
	all.Wait()
	return problem
}

//go:noinline
func fall(n int, with *link) {
	defer func(held *link) { kept = append(kept[:0], held) }(&link{value: n})
	if n == 0 {
		panic(with)
	}
	fall(n-1, with)
}

func maps() string {
	type key struct {
		name string
		of   any
	}
	all := map[key]float64{}
	for i := range 5000 {
		all[key{string(rune(i)), i % 7}] = float64(i) / 2
	}
	for i := range 5000 {
		if all[key{string(rune(i)), i % 7}] != float64(i)/2 {
			return "a value is missing"
		}
	}
	if outer(func() { all[key{"a", []int{}}] = 1 }) == nil {
		return "what cannot be compared became a key"
	}
	return ""
}

// callbacks lets JavaScript call Go, which waits for JavaScript in it.
func callbacks() string {
	answers := make(chan string)
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		go func() {
			time.Sleep(time.Millisecond)
			answers <- args[0].String()
		}()
		return outer(func() { panic("inside") })
	})
	defer f.Release()
	if got := js.Global().Call("ask", f, "hello").String(); got != "inside" {
		return "JavaScript got " + got
	}
	select {
	case got := <-answers:
		return result(got, "hello")
	case <-time.After(10 * time.Second):
		return "no answer"
	}
}

func cleanups() string {
	ran := make(chan string, 2)
	func() {
		finalized, cleaned := &link{value: 1}, &link{value: 2}
		runtime.SetFinalizer(finalized, func(*link) { ran <- "finalizer" })
		runtime.AddCleanup(cleaned, func(which string) { ran <- which }, "cleanup")
	}()
	overwrite(100)
	got := map[string]bool{}
	for range 20 {
		runtime.GC()
		for len(ran) > 0 {
			got[<-ran] = true
		}
		if len(got) == 2 {
			return ""
		}
		time.Sleep(time.Millisecond)
	}
	return "they did not run"
}

//go:noinline
func overwrite(n int) int {
	var room [64]int
	for i := range room {
		room[i] = n
	}
	if n > 0 {
		return overwrite(n-1) + room[n%64]
	}
	return 0
}

func lockTwice() {
	var mutex sync.Mutex
	mutex.Unlock()
}
