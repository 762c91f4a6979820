package core

// Document is a decoded JSON value in the host's own form: a JavaScript value in the browser, a Go value in a Go program.
//
// The core reads only the members that it needs and returns the document unchanged. Nothing that a server sends is lost, and a
// 400 KB response is never copied into Go.
type Document interface {
	// Text returns a member as text. A string is returned as it is, a number or boolean in its JSON spelling, anything else as
	// "". (It is not called String, which is what fmt prints: there a document of package native is its JSON, without secrets.)
	Text(key string) string
	// Number returns a member that is a number or a numeric string.
	Number(key string) (float64, bool)
	// Object returns a member that is an object, or nil.
	Object(key string) Document
	// List returns the elements of a member that is a list, or nil. If the document is a list itself, List("") returns its
	// elements. Scalar elements are Documents too: Value returns their text.
	List(key string) []Document
	// Keys returns the names of an object's members, or nil.
	Keys() []string
	// Value returns the document itself as text if it is a scalar: "true", "42" or the string. Otherwise "".
	Value() string
	// Is reports the JSON type of the document.
	Is(DocumentType) bool
	// With returns a copy of an object with one more member: a string, a float64, a bool or a []string. The original is not
	// changed.
	With(key string, value any) Document
}

// DocumentType is a JSON type.
type DocumentType string

const (
	IsObject DocumentType = "object"
	IsList   DocumentType = "list"
	IsText   DocumentType = "text"
	IsNumber DocumentType = "number"
	IsBool   DocumentType = "bool"
	IsNull   DocumentType = "null"
)

// Entity is a server's document of a known type. [native.Decode] turns it into a T. In the browser it stays the JavaScript
// value that the server sent, and T gives its TypeScript type.
type Entity[T any] struct{ Document Document }
