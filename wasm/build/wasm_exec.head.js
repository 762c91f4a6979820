// Go's wasm_exec.js with a globalThis of its own: what it puts there (Go, fs, process, path) stays in the scope that
// this function returns, and nothing appears on the page's. What the scope does not have is the page's. The four names never
// are: a page may have variables of these names, or another Go module.
const page = globalThis;
export function newScope() {
  const globalThis = new Proxy({ __proto__: null, Go: undefined, fs: undefined, process: undefined, path: undefined }, {
    get: (scope, name) => (name in scope ? scope[name] : page[name]),
  });
