// Package scenes goes through what happens around a sign-in, on every server that can be played. It has only a test.
//
// outcomes.json is the table: a row for each flavour, a column for each scene, and in each cell how it ends, or the code of the error
// that says why it cannot. The test here plays the scenes natively; scenes.spec.mjs plays those that a browser sees in Chromium, and
// expects the same. One cell has two outcomes: Hollo answers a no without a state (that was recorded), and a page cannot tell by that
// whose answer it is. A program that is handed the address can.
package scenes
