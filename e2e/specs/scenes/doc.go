// Package scenes goes through what happens around a sign-in, on every server that can be played. It has only a test.
//
// outcomes.json is the table: a row for each flavour, a column for each scene, and in each cell how it ends, or the code of the error
// that says why it cannot. Hollo's cell for a no has two: it sends the person back without a state (recorded), and a page cannot know by
// that whose answer it is; a program that is given the address can. The test here plays the scenes natively; scenes.spec.mjs plays those that a browser sees in Chromium, and
// expects the same.
package scenes
