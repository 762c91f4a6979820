package core

// GoName is what an error calls an option or a function.
func GoName(name string) string { return name }
