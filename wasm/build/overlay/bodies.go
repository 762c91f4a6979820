package main

// The functions that never run in a page, or that only print what nobody reads there, with their replacements.

// A page is not traced: runtime/trace and its web server need another program.
var traceBodies = map[string]body{
	"traceEnabled":          {"return false", "396410ea"},
	"traceShuttingDown":     {"return false", "92d2c8df"},
	"traceAllocFreeEnabled": {"return false", "b91d1f48"},
	"traceAdvance":          {"", "13a1cecf"},
	"traceLocker.SpanFree":  {"", "056962ba"},
	"traceLocker.ok":        {"return false", "2a531178"},
}

// Nobody reads profiles of memory, locks and goroutines in a page.
var profileBodies = map[string]body{
	"profilealloc":              {"", "ad099ca1"},
	"mProf_Malloc":              {"", "424b1b85"},
	"mProf_Free":                {"", "76eece74"},
	"mProf_NextCycle":           {"", "3b95aed3"},
	"mProf_Flush":               {"", "cb9faa24"},
	"mProf_PostSweep":           {"", "2f6845f3"},
	"blockevent":                {"", "015fd9fa"},
	"mutexevent":                {"", "5373ca69"},
	"tryRecordGoroutineProfile": {"", "15097882"},
	"findGoroutineLeaks":        {"return false", "a289b5d3"},
	"allGsSnapshotSortedForGC":  {"return nil, 0", "7176e151"},
}

// The runtime prints these values about itself. Floats are printed by their bits, which needs no table of powers of ten.
var printBodies = map[string]body{
	"schedtrace":                 {"", "6ece91a1"},
	"printanycustomtype":         {"", "ebb66cbd"},
	"gcDumpObject":               {"", "bbe6e846"},
	"hexdumpWords":               {"", "df1fc5d6"},
	"dumpScanStats":              {"", "4279128f"},
	"checkFinalizersAndCleanups": {"", "923af34c"},
	"dumpgstatus":                {"", "2d0dba6b"},
	"printScavTrace":             {"", "dd1e4c3a"},
	"fmtNSAsMS":                  {"return buf", "9cc49a36"},
	"mspan.reportZombies":        {`throw("found pointer to free object")`, "206e5200"},
	"badPointer":                 {`throw("found bad pointer in Go heap")`, "d23ad7f0"},
	"printfloat64":               {"printhex(float64bits(v))", "51e4c0c5"},
	"printfloat32":               {"printhex(float64bits(float64(v)))", "f6bcaf41"},
	"printcomplex128":            {"printhex(float64bits(real(c)))", "4ae03b4d"},
	"printcomplex64":             {"printhex(float64bits(float64(real(c))))", "046e57fd"},
}

// The runtime prints stacks when it ends. A recovered panic never prints one. runtime.Frames, which safejs reads for the stack of an
// error that nobody prints, has no names and lines to tell.
var tracebackBodies = map[string]body{
	"traceback1":          {"", "488fe507"},
	"tracebacksomeothers": {"", "6f41d6d5"},
	"goroutineheader":     {"", "5b5a1db5"},
	"printcreatedby":      {"", "771b685d"},
	"tracebackHexdump":    {"", "8f8aeda7"},
	"Frames.Next":         {"return Frame{}, false", "5deebc91"},
	"panicwrap":           {`panic(plainError("a method of a value was called with a nil pointer"))`, "fdc562bd"},
}

// The checks that the runtime makes on its own build at every start, and the list of types of a second module, which does not
// exist.
var checksBodies = map[string]body{
	"moduledataverify1": {"", "13fcaee7"},
	"check":             {"", "7498e605"},
	"typelinksinit":     {"", "cd0cfba6"},
	"parsegodebug":      {"", "a42907c7"},
}

// A module never returns memory to the page, and keeps no account of what it could return.
var scavengerBodies = map[string]body{
	"bgscavenge":            {"c <- 1", "8bcc4cbe"},
	"pageAlloc.scavenge":    {"return 0", "9b71abf2"},
	"gcPaceScavenger":       {"", "8902ed6d"},
	"scavengeIndex.init":    {"return 0", "5f00adbb"},
	"scavengeIndex.grow":    {"return 0", "9080c407"},
	"scavengeIndex.alloc":   {"", "9066da7c"},
	"scavengeIndex.free":    {"", "7356de8c"},
	"scavengeIndex.nextGen": {"", "b20aae03"},
}

// A module has one thread, and so one P (runtime.GOMAXPROCS). No other is woken or started, stolen from or stopped. It does not end, is not
// interrupted by a signal, and calls no C. What cannot happen ends the program.
var threadsBodies = map[string]body{
	"startm":                {`throw("a module has one thread")`, "7d813b00"},
	"newm":                  {`throw("a module has one thread")`, "00890020"},
	"mexit":                 {`throw("a module has one thread")`, "efa0dd4b"},
	"stoplockedm":           {`throw("a module has one thread")`, "d1084b3d"},
	"startlockedm":          {`throw("a module has one thread")`, "95317796"},
	"p.destroy":             {`throw("a module has one thread")`, "50f8d7ae"},
	"newextram":             {`throw("a module has one thread")`, "32f193fd"},
	"cgocall":               {`throw("cgocall unavailable"); return 0`, "5fbd2da1"},
	"wakep":                 {"", "dcf84852"},
	"stealWork":             {"return nil, false, now, 0, false", "adc68915"},
	"scanConservative":      {`throw("no signal interrupts a goroutine")`, "30d0260a"},
	"setBlockOnExitSyscall": {"return syscallingThread{}, false", "0a78b9d0"},
	"preemptall":            {"return false", "f2a2aea2"},
	"preemptone":            {"return false", "9bb9372f"},
	"checkRunqsNoP":         {"return nil", "6f65e234"},
	"gcWork.tryStealSpan":   {"return 0", "167866cb"},
	"forEachPInternal": {`
	mp := acquirem()
	fn(mp.p.ptr())
	releasem(mp)`, "620c3f5e"},
}

// A page has no environment variables: no GOGC, no GOMEMLIMIT, and no GODEBUG, which would ask for a check of the collector's marks,
// for goroutines that wait while it runs, and for a count of the settings that are used.
var settingsBodies = map[string]body{
	"readGOGC":                              {"return 100", "2a6d2f03"},
	"readGOMEMLIMIT":                        {"return math.MaxInt64", "025c6820"},
	"gcControllerState.memoryLimitHeapGoal": {"return ^uint64(0)", "1f549d3b"},
	"setCheckmark":                          {"return false", "25e5f7fa"},
	"schedEnableUser":                       {"", "8fca6ddb"},
	"godebugInc.IncNonDefault":              {"", "5b40b102"},
}

// A page has no GODEBUG that could disable a processor's features.
var cpuBodies = map[string]body{"processOptions": {"", "dcbdaaee"}}

// A pc consists of a function's number and the number of a block in it. The table of functions has all functions in order, so
// no other table is needed to find one. If the numbers have gaps, the table is searched.
var findBodies = map[string]body{
	"findfunc": {`
	datap := findmoduledatap(pc)
	if datap == nil {
		return funcInfo{}
	}
	off := uint32((pc - datap.text) >> 16)
	idx := off - datap.ftab[0].entryoff
	if idx >= uint32(len(datap.ftab)) || datap.ftab[idx].entryoff != off {
		for idx = 0; datap.ftab[idx+1].entryoff <= off; idx++ {
		}
	}
	return funcInfo{(*_func)(unsafe.Pointer(&datap.pclntable[datap.ftab[idx].funcoff])), datap}`, "c7d39dab"},
}
