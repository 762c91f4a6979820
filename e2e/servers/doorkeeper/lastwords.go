package doorkeeper

import "sync"

// lastWords keeps the end of what a process wrote, for the message when it fails.
type lastWords struct {
	mu   sync.Mutex
	text []byte
}

const lastWordsLimit = 8 << 10

func (w *lastWords) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = append(w.text, text...)
	if excess := len(w.text) - lastWordsLimit; excess > 0 {
		w.text = w.text[excess:]
	}
	return len(text), nil
}

func (w *lastWords) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.text)
}
