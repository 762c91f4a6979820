package practice

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The maximum size of a request, in bytes. maxUpload is for a form with files.
const (
	maxRequest = 1 << 20
	maxUpload  = 128 << 20
)

// params are the parameters in a request's query and body, as Rails reads them: from a form, a multipart form or JSON. A list
// is called "name[]".
type params struct {
	url.Values
	// files are the files of a multipart form, by name.
	files map[string]*mediaFile
	// numbers are the names whose value was a JSON number, because Rails sometimes distinguishes 1 from "1".
	numbers map[string]bool
}

// readParams returns false if the body does not match its content type.
func readParams(r *http.Request) (params, bool) {
	read := params{Values: r.URL.Query(), files: map[string]*mediaFile{}, numbers: map[string]bool{}}
	if r.Body == nil {
		return read, true
	}
	mediaType, attributes, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType == "multipart/form-data" {
		return read, read.addMultipart(io.LimitReader(r.Body, maxUpload), attributes["boundary"])
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return read, false
	}
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return read, true
	case mediaType == "application/json":
		return read, read.addJSON(body)
	case mediaType == "application/x-www-form-urlencoded":
		form, _ := url.ParseQuery(string(body)) // invalid parts are left out
		maps.Copy(read.Values, form)
	}
	return read, true
}

func (p params) addJSON(body []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var members map[string]any
	if decoder.Decode(&members) != nil {
		return false
	}
	for name, value := range members {
		p.setJSON(name, value)
	}
	return true
}

// setJSON sets a member as a form would: a list is called "name[]", and a member of an object "name[member]".
func (p params) setJSON(name string, value any) {
	switch value := value.(type) {
	case []any:
		p.Del(name + "[]")
		for i, element := range value {
			if members, isObject := element.(map[string]any); isObject {
				p.setJSON(name+"["+strconv.Itoa(i)+"]", members)
			} else {
				p.Add(name+"[]", scalarText(element))
			}
		}
	case map[string]any:
		for member, inner := range value {
			p.setJSON(name+"["+member+"]", inner)
		}
	default:
		_, p.numbers[name] = value.(json.Number)
		p.Set(name, scalarText(value))
	}
}

func scalarText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return "" // null
}

func (p params) addMultipart(body io.Reader, boundary string) bool {
	reader, form := multipart.NewReader(body, boundary), url.Values{}
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return false
		}
		if part.FileName() != "" {
			if p.files[part.FormName()], err = readFile(part); err != nil {
				return false
			}
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, maxRequest))
		if err != nil {
			return false
		}
		form.Add(part.FormName(), string(value))
	}
	maps.Copy(p.Values, form)
	return true
}

// list returns the values of a list, or of a single value with its name.
func (p params) list(name string) []string {
	return append(append([]string{}, p.Values[name+"[]"]...), p.Values[name]...)
}

// elements returns the objects of a list that Rails knows as nested attributes: name[0][member], or name[][member].
func (p params) elements(name string) (found []params) {
	indexes := map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(p.Values)) {
		rest, ok := strings.CutPrefix(key, name+"[")
		index, member, isMember := strings.Cut(strings.TrimSuffix(rest, "]"), "][")
		if !ok || !isMember {
			continue
		}
		for i, value := range p.Values[key] {
			place := index
			if index == "" {
				place = strconv.Itoa(i)
			}
			at, known := indexes[place]
			if !known {
				at, found = len(found), append(found, params{Values: url.Values{}})
				indexes[place] = at
			}
			found[at].Set(member, value)
		}
	}
	return found
}

// truthy reads a flag as Rails does.
func (p params) truthy(name string) bool {
	switch strings.ToLower(p.Get(name)) {
	case "", "0", "f", "false", "off":
		return false
	}
	return true
}
