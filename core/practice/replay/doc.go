// Package replay holds the practice servers to recordings of real ones. It has only a test.
//
// A recording is a file of JSON lines in testdata. Its first line says what was recorded and which flavour plays it. Each other line
// is one exchange with the real server: a request, and the status, the headers and the body of the answer. For each exchange, the
// test makes a practice server of that flavour, brings it into the state that the exchange was recorded in, asks the same, and
// compares the two answers. README.md says what is compared, and how to add a recording.
package replay
