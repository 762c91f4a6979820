// What a page needs no sooner than the module, in a file of its own: dist/later.js. One such file may serve several copies of
// index.js, each of which has error classes and a module of its own. So nothing in it imports more than types from there (see
// bundle.mjs): what it needs is handed to it, and what it throws are plain fields, of which module.ts makes errors.

export { fetchAs } from "./bearer.js";
export { land } from "./landing.js";
export { confirm, signUp, welcome } from "./newcomer.js";
export { prepare } from "./prepare.js";
export { start } from "./loading.js";
export { ensureScopes, signIn, use } from "./signin.js";
