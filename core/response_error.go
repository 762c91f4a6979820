package core

// This file decides which responses are errors, and which errors they are.

// responseError returns nil for a successful response, otherwise its error. base is the server's base URL.
func responseError(call call, response *Response, base string) error {
	status, server := response.Status, hostOf(base)
	switch {
	case call.blind:
		return nil // the response cannot be read at all
	case status == 422 && call.method == "GET" && call.bearer != "" && (response.Shape == ShapeEmpty || response.Shape == ShapeHTML):
		// A GET sends no data that could be invalid. snac refuses a token in this way.
		err := statusError(call, response, base)
		explainStatus(err, server, 401)
		return err
	case status >= 400:
		return statusError(call, response, base)
	case status < 200 || status >= 300:
		return unexpectedResponse(server, status)
	case response.Shape == ShapeLarge:
		return tooLarge(server, status)
	case call.emptyOK && (response.Shape == ShapeEmpty || isPlainSuccess(response.Body)):
		return nil
	case call.emptyOK:
	case call.anyBody || response.Body != nil:
		return nil
	}
	err := unexpectedResponse(server, status)
	switch response.Shape {
	case ShapeHTML:
		err.Code, err.Message = CodeAnswerHTML, server+" answered with a web page where data was expected."
	case ShapeEmpty:
		err.Code, err.Message = CodeAnswerEmpty, server+" answered with nothing where data was expected."
	case ShapeBroken:
		err.Code, err.Message = CodeAnswerBroken, "the answer of "+server+" was cut off or damaged on its way."
		err.Hint = "Try again."
	}
	return err
}

// isPlainSuccess reports whether the body is an object without an error. Anything else with a status of success may come from
// somebody who answers every address, such as the login page of a network.
func isPlainSuccess(body Document) bool {
	return body != nil && body.Is(IsObject) && !contains(body.Keys(), "error")
}

func unexpectedResponse(server string, status int) *Error {
	return &Error{
		Kind: ErrAPI, Code: CodeAnswerUnexpected, Status: status,
		Message: server + " answered with something that this program does not understand.",
		Hint:    "Check the address: this may not be a Mastodon-compatible server.",
	}
}

// statusError makes the error for a response with a status of 400 or more.
func statusError(call call, response *Response, base string) *Error {
	server, status := hostOf(base), response.Status
	word, text := errorText(response.Body)
	err := &Error{
		Kind: ErrAPI, Code: CodeRequestRefused, Details: details(response.Body), Status: response.Status, Description: text, word: word,
		isPage:  response.Shape == ShapeHTML || response.Shape == ShapeBroken || response.Shape == ShapeLarge,
		Message: server + " refused the request.",
	}
	err.Hint = err.hintAtWords("may say", "why")
	if response.Header != nil {
		err.RequestID = response.Header("X-Request-Id")
		if response.Status == 429 {
			err.ResetAt = limitEnd(response)
		}
	}
	explainStatus(err, server, status)
	if response.Shape == ShapeLarge && (status == 400 || err.Code == CodeValidationFailed) { // these say little without their text
		return tooLarge(server, status)
	}
	// The server's word is more exact than the status.
	if code := codeOf(call, word, text); code != "" {
		err.Code = code
	}
	switch err.Code {
	case CodeInsufficientScope:
		err.Kind, err.Message = ErrAPI, server+" does not allow this with the scopes of this token."
		err.Hint = hintScopeMissing
	case CodeForbidden:
		explainStatus(err, server, 403)
	case CodeInvalidClient:
		err.Message, err.Hint = server+" does not know this app (any more).", "Register it again with "+nameCreateApp+"."
	case CodeInvalidGrant:
		err.Message = "the code, password or refresh token is wrong, was used already, or is too old."
		err.Hint = "Start the login again."
	case CodeInvalidScope:
		err.Message, err.Hint = server+" does not grant the scopes that were asked for.", "Ask for those that the app was registered with."
	case CodeUnsupportedGrantType:
		err.Message, err.Hint = server+" does not offer this way to log in.", "Log in by code: "+nameAuthRequestURL+", then "+nameHandleCallback+"."
	}
	if err.Status == 403 {
		explainBarred(err, base)
		if isBlocked(err) && (err.isPage || call.bearer == "") {
			explainBlocked(err, server)
		}
	}
	return err
}

// details returns the server's errors per field. Some servers send a text there, which is ignored.
func details(body Document) Document {
	if body == nil {
		return nil
	}
	return body.Object("details")
}

// explainStatus fills in what the status alone means.
func explainStatus(err *Error, server string, status int) {
	say := func(kind Kind, code Code, message, hint string) {
		err.Kind, err.Code, err.Message, err.Hint = kind, code, message, hint
	}
	switch {
	case status == 401:
		say(ErrUnauthorized, CodeUnauthorized, server+" does not accept the access token.", "It may have been revoked: log in again.")
	case status == 403:
		say(ErrAPI, CodeForbidden, server+" does not allow this.", "The token may lack a scope. "+err.hintAtWords("may say", "more"))
	case status == 404:
		say(ErrNotFound, CodeNotFound, server+" has nothing at this address.", "The server may be too old for this function, or may not be a Mastodon server.")
	case status == 422:
		say(ErrAPI, CodeValidationFailed, server+" did not accept the data.", err.hintAtWords("say", "which part"))
	case status == 429:
		say(ErrRatelimit, CodeRateLimited, server+" asks for a pause: too many requests.", "Try again later.")
	case status == 500:
		say(ErrInternalServer, CodeServerError, server+" has an internal problem.", "Try again later.")
	case status == 502:
		say(ErrBadGateway, CodeServerDown, server+" is not answering at the moment.", "Try again later.")
	case status == 503:
		say(ErrServiceUnavailable, CodeServerDown, server+" is not available at the moment.", "Try again later.")
	case status == 504:
		say(ErrGatewayTimeout, CodeServerDown, server+" did not answer its own gateway in time.", "Try again later.")
	case status > 500:
		say(ErrServer, CodeServerError, server+" has a problem.", "Try again later.")
	}
}

// errorText finds the error in a body of any known server software. It returns the text that may be an OAuth code, and the text
// for people. Known forms: {error, error_description}, {error: {code, message}}, {message}, {errors: [...]}, "text".
func errorText(body Document) (word, text string) {
	if body == nil {
		return "", ""
	}
	word = body.Text("error")
	text = body.Text("error_description")
	if nested := body.Object("error"); nested != nil {
		text = first(text, nested.Text("message"))
	}
	if list := body.List("errors"); len(list) > 0 {
		text = first(text, list[0].Value(), list[0].Text("message"))
	}
	return word, first(text, word, body.Text("message"), body.Value())
}
