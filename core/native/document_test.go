package native_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func parse(t *testing.T, text string) core.Document {
	t.Helper()
	document, err := native.Parse([]byte(text))
	require.NoError(t, err)
	return document
}

func TestDocumentText(t *testing.T) {
	d := parse(t, `{"text":"a\u00e9\"","id":109302436954721982,"exp":1.50,"yes":true,"none":null,"list":["x"],"object":{},"twice":1,"twice":2}`)
	for key, want := range map[string]string{
		"text": `aé"`, "id": "109302436954721982", "exp": "1.50", "yes": "true", "none": "", "list": "", "object": "", "absent": "", "twice": "2",
	} {
		assert.Equal(t, want, d.Text(key), key)
	}
}

func TestDocumentNumber(t *testing.T) {
	d := parse(t, `{"int":42,"minus":-1.5e3,"text":" 3155760000 ","empty":"","word":"inf","hex":"0x10","huge":1e999,"yes":true,"none":null,"plus":"+1"}`)
	for key, want := range map[string]float64{"int": 42, "minus": -1500, "text": 3155760000} {
		got, ok := d.Number(key)
		assert.True(t, ok, key)
		assert.Equal(t, want, got, key)
	}
	for _, key := range []string{"empty", "word", "hex", "huge", "yes", "none", "plus", "absent"} {
		_, ok := d.Number(key)
		assert.False(t, ok, key)
	}
}

func TestDocumentStructure(t *testing.T) {
	d := parse(t, ` {"z":{"a":{"b":1}},"a":[1,"two",true,null,{"x":"y"},[]],"empty":[],"text":"t"} `)
	assert.Equal(t, []string{"z", "a", "empty", "text"}, d.Keys(), "in the order of the text")
	assert.Equal(t, "1", d.Object("z").Object("a").Text("b"))
	for _, none := range []string{"a", "text", "absent"} {
		assert.Nil(t, d.Object(none), none)
	}
	assert.Nil(t, d.List("z"))
	assert.Nil(t, d.List("absent"))
	assert.NotNil(t, d.List("empty"))
	assert.Empty(t, d.List("empty"))

	list := d.List("a")
	require.Len(t, list, 6)
	wantTypes := []core.DocumentType{core.IsNumber, core.IsText, core.IsBool, core.IsNull, core.IsObject, core.IsList}
	for i, value := range []string{"1", "two", "true", "", "", ""} {
		assert.Equal(t, value, list[i].Value())
		assert.True(t, list[i].Is(wantTypes[i]), value)
		assert.False(t, list[i].Is(wantTypes[(i+1)%6]), value)
	}
	assert.Equal(t, "y", list[4].Text("x"))
	assert.Nil(t, list[0].Keys())
	assert.Empty(t, list[0].Text("x"))
}

func TestDocumentWith(t *testing.T) {
	d := parse(t, `{"a":1,"b":{"big":109302436954721982}}`)
	changed := d.With("scope", "read <write>").With("a", 2.5).With("ok", true).With("list", []string{"x", "y"})
	encoded, err := native.Encode(changed)
	require.NoError(t, err)
	assert.Equal(t, `{"b":{"big":109302436954721982},"scope":"read <write>","a":2.5,"ok":true,"list":["x","y"]}`, string(encoded))
	encoded, err = native.Encode(d)
	require.NoError(t, err)
	assert.Equal(t, `{"a":1,"b":{"big":109302436954721982}}`, string(encoded), "the document itself stays as it is")
	text := parse(t, `"text"`)
	assert.Equal(t, text, text.With("a", 1.0), "only objects have members")
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", " ", "{", `{"a":`, `{"a":1}}`, "{} {}", "nope", "<html>", `{"a":01}`, "\"\n\""} {
		_, err := native.Parse([]byte(text))
		assert.Error(t, err, text)
	}
	d, err := native.Parse([]byte("\uFEFF{\"a\":1}\n"))
	require.NoError(t, err, "a byte order mark is no error")
	assert.Equal(t, "1", d.Text("a"))
}

func TestNewDocument(t *testing.T) {
	d, err := native.NewDocument(map[string]any{"status": "a < b & c", "poll": map[string]any{"options": []string{"x"}}})
	require.NoError(t, err)
	encoded, err := native.Encode(d)
	require.NoError(t, err)
	assert.Equal(t, `{"poll":{"options":["x"]},"status":"a < b & c"}`, string(encoded))

	_, err = native.NewDocument(func() {})
	assert.Error(t, err)
	encoded, err = native.Encode(nil)
	require.NoError(t, err)
	assert.Equal(t, "null", string(encoded))
	_, err = native.Encode(struct{ core.Document }{d})
	assert.ErrorContains(t, err, "NewDocument")
}

func TestReadBody(t *testing.T) {
	cases := []struct {
		contentType, body string
		want              core.Shape
	}{
		{"application/json; charset=utf-8", `{"a":1}`, core.ShapeJSON},
		{"application/json", "true", core.ShapeJSON},
		{"text/plain", `{"a":1}`, core.ShapeJSON},
		{"", "[]", core.ShapeJSON},
		{"application/json", "", core.ShapeEmpty},
		{"text/html", " \n ", core.ShapeEmpty},
		{"application/json", `{"a":`, core.ShapeBroken},
		{"application/activity+JSON", `{"a":`, core.ShapeBroken},
		{"text/html", "<!doctype html>", core.ShapeHTML},
		{"application/json", "\n<html>", core.ShapeHTML},
		{"text/plain", "Forbidden", core.ShapeOther},
		{"application/xrd+xml", "<?xml version=\"1.0\"?><XRD/>", core.ShapeOther},
		{"", strings.Repeat("x", 100), core.ShapeOther},
	}
	for _, c := range cases {
		t.Run(c.contentType+" "+c.body[:min(len(c.body), 10)], func(t *testing.T) {
			var response core.Response
			require.NoError(t, native.ReadBody(core.Request{}, &response, c.contentType, strings.NewReader(c.body)))
			assert.Equal(t, c.want, response.Shape)
			assert.Equal(t, c.want == core.ShapeJSON, response.Body != nil)
			if c.want == core.ShapeOther {
				assert.Equal(t, c.body, response.Text.Value())
			} else {
				assert.Nil(t, response.Text)
			}
		})
	}
}
