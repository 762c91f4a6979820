// Go's wasm_exec.js with its own globalThis. What it defines (Go, fs, process, path) stays in the scope that this function returns,
// not on the page's globalThis. All other names are read from the page. These four never are, since the page may have variables of
// these names, or another Go module.
const page = globalThis;
export function newScope() {
  const globalThis = new Proxy({ __proto__: null, Go: undefined, fs: undefined, process: undefined, path: undefined }, {
    get: (scope, name) => (name in scope ? scope[name] : page[name]),
  });
