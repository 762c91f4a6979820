// What a page needs no sooner than the module, in a file of its own: dist/lazy.js. One such file may serve several copies of
// index.js, each of which has error classes and a module of its own. So nothing in it imports more than types from there (see
// bundle.mjs): what it needs is handed to it, and what it throws are plain fields, of which module-instance.ts makes errors.

export { completeSignIn } from "./callback-completion.js";
export { start } from "./client-call.js";
export { preload } from "./preload.js";
export { fetchWithToken } from "./session-fetch.js";
export { ensureScopes, signIn, use } from "./sign-in.js";
export { confirm, signUp } from "./sign-up.js";
