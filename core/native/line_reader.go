package native

import (
	"bufio"
	"context"
	"io"
	"reflect"
	"strings"
	"sync"
)

// lineReader reads what a person types, line by line.
type lineReader struct {
	from  io.Reader
	lines *bufio.Scanner
	read  chan bool // the end of the read that goes on; nil if none does
}

// unread reads on although its login has ended, since a read of a terminal cannot be called off. What is typed next is for who asks next.
var unread struct {
	sync.Mutex
	reader *lineReader
}

func newLineReader(from io.Reader) *lineReader {
	unread.Lock()
	defer unread.Unlock()
	reader := unread.reader
	if reader == nil || reader.from != from {
		return &lineReader{from: from, lines: bufio.NewScanner(from)}
	}
	unread.reader = nil
	select {
	case <-reader.read: // what was typed while nobody asked for a code is none
		reader.read = nil
	default:
	}
	return reader
}

// readLine reads a line. It is not ok at the end.
func (r *lineReader) readLine(ctx context.Context) (line string, ok bool, err error) {
	if r.read == nil {
		r.read = make(chan bool, 1)
		go func(read chan<- bool) { read <- r.lines.Scan() }(r.read)
	}
	select {
	case <-ctx.Done():
		if reflect.ValueOf(r.from).Comparable() {
			unread.Lock()
			unread.reader = r
			unread.Unlock()
		}
		return "", false, waitError(ctx)
	case ok := <-r.read:
		r.read = nil
		return strings.TrimSpace(r.lines.Text()), ok, nil
	}
}
