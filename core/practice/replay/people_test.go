package replay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/url"
	"strings"
)

// arrive lets somebody log in.
func (s *stage) arrive(name string) error {
	if err := s.authorize(name, strings.Fields("read write follow push"), nil); err != nil {
		return err
	}
	if err := s.token(url.Values{"grant_type": {"authorization_code"}, "code": {s.words["CODE"]}}); err != nil {
		return err
	}
	word := strings.ToUpper(name)
	s.words[word+"_TOKEN"] = s.words["ACCESS_TOKEN"]
	account, err := s.ask("GET", "/api/v1/accounts/verify_credentials", map[string]string{"Authorization": "Bearer " + s.words["ACCESS_TOKEN"]}, "")
	if err != nil {
		return err
	}
	members := map[string]any{}
	if err := json.Unmarshal(account.body, &members); err != nil {
		return err
	}
	return s.keep(word+"_ID", members, "id")
}

// as sends a form with somebody's token.
func (s *stage) as(token, path string, fields url.Values) (map[string]any, error) {
	fields.Set("access_token", s.words[token])
	return s.post(path, fields)
}

// lookBack does what alice had done before the recording began.
func (s *stage) lookBack() error {
	steps := []struct {
		path   string
		fields url.Values
		keeps  string
	}{
		{"/api/v1/statuses", url.Values{"status": {"post 7 #howdy"}}, "EARLIER"},
		{"/api/v1/statuses/EARLIER/pin", url.Values{}, ""},
		{"/api/v1/statuses", url.Values{"status": {"a picture"}, "media_ids[]": {"MEDIA"}}, ""},
		{"/api/v1/lists", url.Values{"title": {"Friends"}}, ""},
		{"/api/v2/filters", url.Values{"title": {"Cats"}, "context[]": {"home"}, "keywords_attributes[][keyword]": {"cat"}}, ""},
	}
	for i, number := range strings.Fields("POST_ONE POST_TWO POST_THREE POST_FOUR POST_FIVE POST_SIX POST_SEVEN") {
		steps = append(steps, struct {
			path   string
			fields url.Values
			keeps  string
		}{"/api/v1/statuses", url.Values{"status": {fmt.Sprintf("post %d #howdy", i+1)}}, number})
	}
	contentType, body := upload("1280x720 a consent page|0.1,-0.2")
	media, err := s.ask("POST", "/api/v2/media", map[string]string{"Content-Type": contentType, "Authorization": "Bearer " + s.words["ALICE_TOKEN"]}, body)
	if err != nil {
		return err
	}
	s.words["MEDIA"] = textAt(media.body, "id")
	for _, step := range steps {
		for _, values := range step.fields {
			values[0] = s.spell(values[0])
		}
		made, err := s.as("ALICE_TOKEN", s.spell(step.path), step.fields)
		if err != nil {
			return err
		}
		if step.keeps != "" {
			if err := s.keep(step.keeps, made, "id"); err != nil {
				return err
			}
		}
	}
	return nil
}

// react does something to posts.
func (s *stage) react(token, action string, words []string) error {
	for _, word := range words {
		if _, err := s.as(token, "/api/v1/statuses/"+s.spell(word)+"/"+strings.TrimSuffix(action, "s"), url.Values{}); err != nil {
			return err
		}
	}
	return nil
}

// upload is the body of a form with a picture: "WIDTHxHEIGHT DESCRIPTION|FOCUS".
func upload(what string) (contentType, body string) {
	var picture, form bytes.Buffer
	var width, height int
	_, _ = fmt.Sscanf(what, "%dx%d", &width, &height)
	_ = png.Encode(&picture, image.NewGray(image.Rect(0, 0, width, height))) // a buffer takes all
	_, rest, _ := strings.Cut(what, " ")
	description, focus, _ := strings.Cut(rest, "|")
	writer := multipart.NewWriter(&form)
	file, _ := writer.CreateFormFile("file", "page.png")
	_, _ = file.Write(picture.Bytes())
	_ = writer.WriteField("description", description)
	_ = writer.WriteField("focus", focus)
	_ = writer.Close()
	return writer.FormDataContentType(), form.String()
}
