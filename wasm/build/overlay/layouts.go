package main

// What wasm/build/postlink relies on when it rewrites Go's tables of functions.

// tables are the structs that it reads, and the numbers of what they point to.
var tables = reliance{pkg: "runtime", declared: []string{
	"pcHeader", "moduledata", "_func", "functab", "findfuncbucket", "inlinedCall", "stackmap", "textsect", "bitvector",
}, hash: "152b6c17"}

// numbers are the numbers of each function's tables.
var numbers = reliance{pkg: "internal/abi", declared: []string{
	"PCDATA_StackMapIndex", "FuncID_abort", "FuncFlagTopFrame", "CurrentPCLnTabMagic", "MINFUNC", "FuncTabBucketSize", "ArgsSizeUnknown", "UnsafePointSafe", "TraceArgsMaxLen",
}, hash: "406112b1"}

// readers are all functions of the runtime that read a table which the step "lines" drops or rewrites: unwinding, stack growth,
// the garbage collector's stack scan, recover in inlined functions, defers, and printing.
var readers = reliance{pkg: "runtime", mention: []string{
	"pcvalue", "pcdatavalue", "pcdatavalue1", "pcdatavalue2", "pcdatastart", "funcdata", "funcspdelta", "funcMaxSPDelta", "funcline", "funcline1", "funcfile",
	"inlTree", "inlinedCall", "newInlineUnwinder", "cutab", "filetab", "pctab", "pcsp", "pcfile", "pcln", "npcdata", "nfuncdata", "cuOffset",
	"startLine", "gofunc", "deferreturn",
}, hash: "a4450c05"}

// nameReaders are all functions that read the name of a function.
var nameReaders = reliance{pkg: "runtime", mention: []string{
	"funcname", "funcName", "funcnametab", "funcpkgpath", "funcNameForPrint", "FuncForPC", "isSystemGoroutine",
}, hash: "f1b452b7"}

// writers are the functions of the linker that write the tables.
var writers = reliance{pkg: linker, declared: []string{
	"emitPcln", "computeDeferReturn", "genInlTreeSym", "makeInlSyms", "walkFuncs", "ignoreFuncData", "numPCData", "funcData", "textOff",
	"writePCToFunc", "writeFuncs", "Link.findfunctab", "Link.symtab",
}, mention: []string{"pclntab"}, hash: "3e6aec36"}
