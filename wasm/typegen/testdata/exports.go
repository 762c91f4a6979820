package jsbind

var statics = table{
	{"createNote", static(core.CreateNote)},
	{"open", open},
}

var methods = table{
	{"postNote", method((*core.Client).PostNote)},
	{"note", query((*core.Client).Note)},
	{"forget", task((*core.Client).Forget)},
	{"names", query((*core.Client).Names)},
	{"known", query((*core.Client).Known)},
	{"version", query((*core.Client).Version)},
	{"headers", query((*core.Client).Headers)},
}
