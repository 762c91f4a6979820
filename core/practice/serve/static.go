package main

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
)

// policy is what a page should send along that logs in with any server. Trusted Types are required and none is allowed,
// so that nothing can be turned into markup or script.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; " +
	"connect-src 'self' https: http://localhost:* http://127.0.0.1:*; img-src 'self' https: http://localhost:* http://127.0.0.1:* data:; " +
	"style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// types are named here because not every machine's table knows them.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".map": "application/json", ".mjs": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml", ".ts": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
}

// static serves a directory: a file's compressed neighbour (.br, .gz) where the browser takes it.
func static(directory string) http.Handler {
	root := os.DirFS(directory)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Cache-Control": "no-cache", "Vary": "Accept-Encoding",
		} {
			w.Header().Set(name, value)
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "this server only gives out files", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		file, encoding, err := open(root, name, r.Header.Get("Accept-Encoding"))
		if err != nil {
			http.Error(w, "404: there is no such file", http.StatusNotFound)
			return
		}
		defer file.Close()
		info, err := file.Stat()
		content, seekable := file.(interface {
			fs.File
			Seek(offset int64, whence int) (int64, error)
		})
		if err != nil || !seekable {
			http.Error(w, "this file cannot be read", http.StatusInternalServerError)
			return
		}
		if info.IsDir() {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", contentType(name))
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
		}
		http.ServeContent(w, r, "", info.ModTime(), content)
	})
}

// open returns the smallest form of a file that the browser accepts.
func open(root fs.FS, name, accepted string) (file fs.File, encoding string, err error) {
	for _, form := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accepted, form.encoding) {
			continue
		}
		file, err := root.Open(name + form.suffix)
		if err == nil && isFresh(root, name, file) {
			return file, form.encoding, nil
		}
		if err == nil {
			_ = file.Close()
		}
	}
	file, err = root.Open(name)
	if errors.Is(err, fs.ErrInvalid) {
		err = fs.ErrNotExist
	}
	return file, "", err
}

// isFresh reports whether a compressed file is not older than its source, so that an edit shows without a build.
func isFresh(root fs.FS, name string, compressed fs.File) bool {
	source, err := fs.Stat(root, name)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist) // the compressed form is all there is
	}
	info, err := compressed.Stat()
	return err == nil && !info.ModTime().Before(source.ModTime())
}

// accepts reads Accept-Encoding: a name, perhaps with a weight, which must not be zero.
func accepts(header, encoding string) bool {
	for item := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(item), ";")
		if strings.TrimSpace(name) == encoding {
			weight = strings.ReplaceAll(weight, " ", "")
			return !strings.HasPrefix(weight, "q=0") || strings.Trim(weight, "q=0.") != ""
		}
	}
	return false
}

func contentType(name string) string {
	if known, ok := types[path.Ext(name)]; ok {
		return known
	}
	if guessed := mime.TypeByExtension(path.Ext(name)); guessed != "" {
		return guessed
	}
	return "application/octet-stream"
}
