package storetest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A program is a process of its own that shares the store. It is the test program, started again: see [Main].
type program struct {
	command *exec.Cmd
	stdin   io.WriteCloser

	mu      sync.Mutex
	asked   int
	waiting map[int]chan call // nil when the program has ended
}

// errEnded is the error of a call whose program has ended meanwhile.
var errEnded = errors.New("the program has ended")

// answerTime is for how long a call may take. Nothing here waits for anybody who is gone, so this is only for a slow machine.
const answerTime = 2 * time.Minute

// start starts a program over the store with this address.
func start(t *testing.T, address string) *program {
	t.Helper()
	p := &program{command: exec.Command(os.Args[0]), waiting: map[int]chan call{}}
	p.command.Env = append(os.Environ(), childVariable+"="+address)
	p.command.Stderr = os.Stderr
	var err error
	p.stdin, err = p.command.StdinPipe()
	require.NoError(t, err)
	stdout, err := p.command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.command.Start())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.read(json.NewDecoder(stdout))
		_ = p.command.Wait()
	}()
	t.Cleanup(func() {
		_ = p.stdin.Close() // which ends it
		<-ended
	})
	return p
}

// read hands the answers to those who wait for them.
func (p *program) read(answers *json.Decoder) {
	for {
		var answer call
		err := answers.Decode(&answer)
		p.mu.Lock()
		if err != nil {
			for _, waiting := range p.waiting {
				close(waiting)
			}
			p.waiting = nil
			p.mu.Unlock()
			return
		}
		p.waiting[answer.ID] <- answer
		p.mu.Unlock()
	}
}

// ask has the program do something, and returns its answer. The error is that of the call.
func (p *program) ask(c call) (call, error) {
	answer := make(chan call, 2)
	p.mu.Lock()
	if p.waiting == nil {
		p.mu.Unlock()
		return c, errEnded
	}
	p.asked++
	c.ID = p.asked
	p.waiting[c.ID] = answer
	err := json.NewEncoder(p.stdin).Encode(c)
	p.mu.Unlock()
	if err != nil {
		return c, errEnded
	}
	select {
	case done, ok := <-answer:
		if !ok {
			return c, errEnded
		}
		if done.Error != "" {
			return done, errors.New(done.Error)
		}
		return done, nil
	case <-time.After(answerTime):
		return c, errors.New("no answer to: " + c.Do)
	}
}

// kill ends the program, without a chance to tidy up.
func (p *program) kill() { _ = p.command.Process.Kill() }
