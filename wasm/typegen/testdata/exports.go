package jsbind

var statics = table{
	{"createNote", callCreateNote},
	{"open", open},
}

var methods = table{
	{"postNote", callPostNote},
	{"note", callNote},
	{"forget", callForget},
	{"names", callNames},
	{"known", callKnown},
	{"version", callVersion},
	{"headers", callHeaders},
}
