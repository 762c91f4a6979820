package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var built = time.Now().Add(-time.Minute)

// site writes a directory to serve: names with their contents.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		require.NoError(t, os.Chtimes(path, built, built))
	}
	return dir
}

func get(handler http.Handler, method, path, encodings string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, nil)
	request.Header.Set("Accept-Encoding", encodings)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestStatic(t *testing.T) {
	dir := site(t, map[string]string{
		"index.html": "<title>", "lib/app.js": "js", "lib/app.js.br": "brotli", "lib/app.js.gz": "gzip", "lib/app.js.map": "{}",
		"lib/core.wasm": "wasm", "lib/core.wasm.gz": "gzip", "lib/only.css.br": "brotli", "sub/index.html": "sub", "notes": "?",
	})
	handler := static(dir)
	cases := []struct {
		path, encodings          string
		status                   int
		body, encoding, mimeType string
	}{
		{"/", "gzip, br", 200, "<title>", "", "text/html; charset=utf-8"},
		{"/sub/", "", 200, "sub", "", "text/html; charset=utf-8"},
		{"/sub", "", 301, "", "", ""},
		{"/lib/app.js", "", 200, "js", "", "text/javascript; charset=utf-8"},
		{"/lib/app.js?v=1", "gzip, deflate, br", 200, "brotli", "br", "text/javascript; charset=utf-8"},
		{"/lib/app.js", "gzip", 200, "gzip", "gzip", "text/javascript; charset=utf-8"},
		{"/lib/app.js", "br;q=0, gzip;q=0.5", 200, "gzip", "gzip", "text/javascript; charset=utf-8"},
		{"/lib/app.js", "br; q=0.0, brotli", 200, "js", "", "text/javascript; charset=utf-8"},
		{"/lib/app.js.map", "br", 200, "{}", "", "application/json"},
		{"/lib/core.wasm", "br, gzip", 200, "gzip", "gzip", "application/wasm"},
		{"/lib/only.css", "br", 200, "brotli", "br", "text/css; charset=utf-8"},
		{"/lib/only.css", "gzip", 404, "", "", ""},
		{"/notes", "", 200, "?", "", "application/octet-stream"},
		{"/nothing", "", 404, "", "", ""},
		{"/../static_test.go", "", 404, "", "", ""},
		{"/lib/", "", 404, "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.path+" "+c.encodings, func(t *testing.T) {
			got := get(handler, "GET", c.path, c.encodings)
			assert.Equal(t, c.status, got.Code)
			if c.status == 200 {
				assert.Equal(t, c.body, got.Body.String())
				assert.Equal(t, c.encoding, got.Header().Get("Content-Encoding"))
				assert.Equal(t, c.mimeType, got.Header().Get("Content-Type"))
			}
			assert.Equal(t, "nosniff", got.Header().Get("X-Content-Type-Options"))
			assert.Equal(t, "no-referrer", got.Header().Get("Referrer-Policy"))
			assert.Equal(t, policy, got.Header().Get("Content-Security-Policy"))
			assert.Contains(t, got.Header().Get("Vary"), "Accept-Encoding")
		})
	}
	assert.Equal(t, 405, get(handler, "POST", "/", "").Code)
	assert.Empty(t, get(handler, "HEAD", "/", "").Body.String())
}

func TestStaticPrefersFreshFiles(t *testing.T) {
	dir := site(t, map[string]string{"app.js": "edited", "app.js.br": "old"})
	require.NoError(t, os.Chtimes(filepath.Join(dir, "app.js"), time.Now(), time.Now()))
	assert.Equal(t, "edited", get(static(dir), "GET", "/app.js", "br").Body.String())
}
