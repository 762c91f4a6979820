// The entry point of dist/lazy.js: the code that a page does not need before the module. One lazy.js may serve several copies of
// index.js, each with its own error classes and its own module. So the lazy code imports only types from index.js (see bundle.mjs).
// Its callers pass in what it needs. It throws plain fields, which module-instance.ts turns into errors.

export { completeSignIn } from "./callback-completion.js";
export { start } from "./client-call.js";
export { diagnose } from "./diagnosis.js";
export { preload } from "./preload.js";
export { endSession } from "./session-end.js";
export { fetchWithToken } from "./session-fetch.js";
export { receive } from "./session-news.js";
export { ensureScopes, signIn, use } from "./sign-in.js";
export { confirm, signUp } from "./sign-up.js";
