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
	"strconv"
	"strings"
)

// maxRequest is more than any request here needs.
const maxRequest = 1 << 20

// params are what a request says, in its query and its body, as Rails reads them: a form, a multipart form or JSON. A
// list is called "name[]".
type params struct {
	url.Values
	// numbers are the names whose value was a JSON number: Rails tells 1 from "1" at times.
	numbers map[string]bool
}

// readParams reports false for a body that is not what its type says.
func readParams(r *http.Request) (params, bool) {
	read := params{r.URL.Query(), map[string]bool{}}
	if r.Body == nil {
		return read, true
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return read, false
	}
	mediaType, attributes, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return read, true
	case mediaType == "application/json":
		return read, read.addJSON(body)
	case mediaType == "multipart/form-data":
		return read, read.addMultipart(body, attributes["boundary"])
	case mediaType == "application/x-www-form-urlencoded":
		form, _ := url.ParseQuery(string(body)) // what cannot be read is left out
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
		if list, ok := value.([]any); ok {
			p.Del(name + "[]")
			for _, element := range list {
				p.Add(name+"[]", scalarText(element))
			}
			continue
		}
		_, p.numbers[name] = value.(json.Number)
		p.Set(name, scalarText(value))
	}
	return true
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
	return "" // null, and objects, which no endpoint here takes
}

func (p params) addMultipart(body []byte, boundary string) bool {
	reader, form := multipart.NewReader(bytes.NewReader(body), boundary), url.Values{}
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return false
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return false
		}
		form.Add(part.FormName(), string(value))
	}
	maps.Copy(p.Values, form)
	return true
}

// truthy reads a flag as Rails does.
func (p params) truthy(name string) bool {
	switch strings.ToLower(p.Get(name)) {
	case "", "0", "f", "false", "off":
		return false
	}
	return true
}
