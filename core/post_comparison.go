package core

import "strings"

// isContentOf compares what is asked for with a post or a scheduled post. What servers do not repeat in the same way is a
// difference.
func (o *StatusPostOptions) isContentOf(post Document, server string) bool {
	media, shown := post.List("media_attachments"), post
	if o.ScheduledAt != "" {
		at := instant(o.ScheduledAt)
		if shown = post.Object("params"); shown == nil || at == 0 || at != instant(post.Text("scheduled_at")) {
			return false
		}
	}
	quoted := shown.Text("quoted_status_id")
	if quote := shown.Object("quote"); quote != nil {
		if status := quote.Object("quoted_status"); status != nil {
			quoted = status.Text("id")
		}
	}
	language := shown.Text("language")
	return o.isTextOf(shown, server) && o.isPollOf(shown.Object("poll")) &&
		shown.Text("visibility") == string(o.Visibility) && (o.Visibility != "" || o.ScheduledAt != "") &&
		isSameID(shown.Text("in_reply_to_id"), o.InReplyToID) && quoted == o.QuotedStatusID &&
		(o.Language == "" || language == "" || language == o.Language) &&
		(!o.Sensitive || shown.Text("sensitive") != "false") && hasAll(idsOf(media), o.MediaIDs)
}

// isTextOf compares the text and the warning. A warning without a text is the text on Mastodon.
func (o *StatusPostOptions) isTextOf(shown Document, server string) bool {
	text, written, warning := shown.Text("text"), o.Status, o.SpoilerText
	if isBlank(written) && isBlank(shown.Text("spoiler_text")) {
		written, warning = warning, ""
	}
	if o.ScheduledAt == "" {
		mentions := shown.List("mentions")
		if len(mentions) > mostMentions {
			return false
		}
		var named []string
		written, named = shortMentions(written, mentions, server)
		text, _ = shortMentions(renderedText(shown, o.QuotedStatusID != ""), mentions, server)
		for _, mention := range mentions {
			// Somebody else with the same name is mentioned.
			if !contains(named, lower(mention.Text("acct"))) && strings.Contains(text, "@"+mention.Text("username")) {
				return false
			}
		}
	}
	return isSameText(text, written) && isSameText(shown.Text("spoiler_text"), warning)
}

func isSameText(a, b string) bool { return join(words(a, ""), " ") == join(words(b, ""), " ") }

func isBlank(text string) bool { return trim(text, white) == "" }

func (o *StatusPostOptions) isPollOf(poll Document) bool {
	if poll == nil || o.Poll == nil {
		return poll == nil && o.Poll == nil
	}
	return join(titles(poll), "\n") == join(trimmed(o.Poll.Options), "\n") && (poll.Text("multiple") == "true") == o.Poll.Multiple
}

// titles returns the answers of a Poll, or of the poll in a ScheduledStatus.
func titles(poll Document) []string {
	var list []string
	for _, option := range poll.List("options") {
		list = append(list, first(option.Value(), option.Text("title")))
	}
	return trimmed(list)
}

// trimmed returns titles as servers keep them, without those that are blank.
func trimmed(titles []string) (list []string) {
	for _, title := range titles {
		if title = trim(title, white); title != "" {
			list = append(list, title)
		}
	}
	return list
}

func idsOf(list []Document) (ids []string) {
	for _, element := range list {
		ids = append(ids, element.Text("id"))
	}
	return ids
}

// hasAll reports whether two lists have the same words, in any order.
func hasAll(list, words []string) bool {
	for _, word := range words {
		if !contains(list, word) {
			return false
		}
	}
	return len(list) == len(words)
}

// isSameID compares an id that may be a number in JSON, of which JavaScript holds about 16 digits.
func isSameID(shown, id string) bool {
	return shown == id || len(shown) > 16 && len(shown) == len(id) && shown[:15] == id[:15] && only(shown+id, "0123456789")
}

// renderedText returns the text of a post.
func renderedText(post Document, quoting bool) string {
	html := post.Text("content")
	if rest, ok := strings.CutPrefix(html, `<p class="quote-inline">`); ok && quoting { // for servers that cannot show quotes
		_, html, _ = strings.Cut(rest, "</p>")
	}
	return plainText(html)
}

// shortMentions writes @user@domain as @user, as Mastodon shows it, where it is one of the post's mentions. named are all accounts
// that the text names, in lower case; those of the server itself have no domain. The text behind the first hundred stays as it is.
func shortMentions(text string, mentions []Document, server string) (short string, named []string) {
	for {
		before, rest, ok := strings.Cut(text, "@")
		if !ok || len(named) == mostMentions {
			return short + text, named
		}
		end := 0
		for end < len(rest) && (isNameLetter(rest[end]) || end > 0 && rest[end] == '@') {
			end++
		}
		for end > 0 && has(".-@", rest[end-1]) { // the end of a sentence
			end--
		}
		written := rest[:end]
		user, domain, _ := strings.Cut(lower(written), "@")
		account := user
		if domain != "" && domain != server {
			account += "@" + domain
		}
		named = append(named, account)
		for _, mention := range mentions {
			if lower(mention.Text("acct")) == account {
				written = mention.Text("username")
				break
			}
		}
		short, text = short+before+"@"+written, rest[end:]
	}
}

func isNameLetter(b byte) bool {
	return b >= 0x80 || has("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-:", b)
}
