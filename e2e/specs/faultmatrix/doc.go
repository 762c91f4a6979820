// Package faultmatrix tries every function of the table in jsbind/exports.go with every fault, at every step of its work: each request
// and each use of the store. A call ends in time, with success or with an error of docs/errors.md; nothing is stored that should not
// be, nobody else loses anything, and the next call works.
//
// "make test" plays a tenth of the cells, "make matrix" all. FAULT_SEED chooses the tenth. fault-matrix.spec.mjs does the same in
// Chromium.
package faultmatrix
