// What an import of mastoauth/mastoauth.wasm gives: what load takes. In a Cloudflare Worker it is a WebAssembly.Module, from a bundler's
// loader for files an address.
import type { LoadOptions } from "./index.js";

declare const wasm: NonNullable<LoadOptions["wasm"]>;
export default wasm;
