// Fetches and compiles the module's code, from wherever it is. Bundlers, development servers, static hosts and security policies
// can each deliver something else in its place. So every error here names the URL, what came, and the fix.

import { inBrowser, inCloudflareWorker } from "../../jsbind/host.js";
import { type Failure, failure } from "../shared/failure.js";
import type { Response, URL, WasmModule } from "../shared/platform-types.js";

/** The hash that the file beside index.js has to have, or "" if it is not checked: see bundle.mjs. */
declare const MODULE_INTEGRITY: string;

/** The module's code, or its URL. Default: mastoauth.wasm beside this file. */
export type WasmSource = WasmCode | WasmImport | Promise<WasmCode | WasmImport>;

/** A string is a URL or, in Node, Deno and Bun, a path. */
type WasmCode = string | URL | CheckedSource | Response | ArrayBuffer | ArrayBufferView<ArrayBuffer> | WasmModule;

/** A URL, and the hash of the file that is expected there. A browser compiles such a file once it is whole, and not while it loads. */
export interface CheckedSource {
  url: string | URL;
  /** "sha384-" and the hash in base64, as in the integrity attribute of a script. */
  integrity: string;
}

/** What import() of the file resolves to, where a bundler makes something of it. */
interface WasmImport {
  default: WasmCode;
}

/** The file beside index.js. module-instance.ts starts its request and its compilation before this code has loaded. */
export interface DefaultSource {
  /** Undefined where this package's files have no address of their own, as in a bundle of one file. */
  url?: string;
  begun?: Promise<Response> | undefined;
  streaming?: Promise<WasmModule> | undefined;
  /** Bypasses the cache, since an earlier attempt failed and the cache may hold a damaged file. */
  reload?: boolean | undefined;
}

/** Compiles the module. */
export async function compile(source: WasmSource | Promise<WasmModule> | undefined, beside: DefaultSource): Promise<WasmModule> {
  if (typeof WebAssembly === "undefined") {
    throw failure(
      "wasm_blocked",
      `this ${inBrowser() ? "browser" : "runtime"} has WebAssembly switched off, and this library needs it.`,
      "Switch it on: a lockdown or hardened mode may be the reason.",
    );
  }
  const came: unknown = await source;
  const given = ("default" in Object(came) ? (came as WasmImport).default : came) as WasmCode | undefined;
  if (given === undefined && beside.url && MODULE_INTEGRITY) return compileChecked({ url: beside.url, integrity: MODULE_INTEGRITY }, beside);
  if (given === undefined && beside.url) return compileFrom(beside.url, beside);
  if (given === undefined) {
    throw failure(
      "wasm_not_found",
      "this copy of the package does not know where its files are, so it does not find mastoauth.wasm.",
      'Say where it is, once, before the first call: load({ wasm: "/mastoauth.wasm" }), or load({ wasm }) with its bytes or its WebAssembly.Module.',
    );
  }
  if (!isCode(given)) {
    throw failure("option_invalid", "wasm: it is an address, { url, integrity }, a Response, bytes or a WebAssembly.Module, or a promise of one.", "", { name: "MastodonIllegalArgumentError" });
  }
  if (typeof given === "string" || "href" in given) return compileFrom(String(given), { reload: beside.reload });
  if ("integrity" in given) return compileChecked(given, { reload: beside.reload });
  if ("arrayBuffer" in given) return compileResponse(given as Response, (given as Response).url);
  if ("byteLength" in given) return compileBytes(given as ArrayBuffer | ArrayBufferView<ArrayBuffer>, "what was given to load()");
  return given;
}

async function compileChecked({ url, integrity }: CheckedSource, { begun, reload }: DefaultSource): Promise<WebAssembly.Module> {
  const from = String(url);
  const answer = await fetchFile(from, { begun, reload });
  if (!answer.ok) throw notFound(from, `the server answered with status ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  const found = `sha384-${btoa(String.fromCharCode(...digest))}`;
  if (found !== integrity) {
    throw failure("wasm_damaged", `the file at ${withoutQuery(from)} is not the one that was expected: its hash is ${found}, and not ${integrity}.`, "Deploy all files of one version together.");
  }
  return compileBytes(bytes, withoutQuery(from));
}

/** Checked by members and not by instanceof: the value may come from another frame, or from the page's own fetch. */
function isCode(given: object | string): boolean {
  if (Object.prototype.toString.call(given) === "[object WebAssembly.Module]") return true;
  return typeof given === "string" || ["href", "integrity", "arrayBuffer", "byteLength"].some((name) => name in Object(given));
}

async function compileFrom(url: string, beside: Partial<DefaultSource>): Promise<WebAssembly.Module> {
  // The optimizer of Vite up to 7 moves this file, but not the module beside it. The package's own folder still has the module.
  const moved = url.replace(/\/\.vite\/deps[^/]*\//, "/mastoauth/dist/");
  const beforeVite = moved === url ? url : moved.replace(/\?\d+$/, ""); // this URL was not requested yet
  try {
    return await compileResponse(await fetchFile(url, beside), url, beside.streaming);
  } catch (error) {
    if (beforeVite === url || (error as Failure).code !== "wasm_not_found") throw error;
    return compileResponse(await fetchFile(beforeVite, { reload: beside.reload }), url);
  }
}

/** Node's file system, which browsers do not have. It is looked up at run time, so that bundlers see no import of it. */
interface MaybeNode {
  process?: { getBuiltinModule?(name: "node:fs/promises"): { readFile(path: URL | string): Promise<Uint8Array<ArrayBuffer>> } };
}

async function fetchFile(url: string, { begun, streaming, reload: anew }: Partial<DefaultSource>): Promise<Response> {
  const isAddress = /^[a-z]{2,}:/i.test(url); // a path of Windows begins with one letter
  const isFile = url.startsWith("file:") || !isAddress && !inBrowser();
  const process = isFile ? (globalThis as MaybeNode).process : undefined;
  try {
    // Node's fetch does not read files.
    if (process?.getBuiltinModule) return new Response(await process.getBuiltinModule("node:fs/promises").readFile(isAddress ? new URL(url) : url));
    const answer = await begun;
    // A failed attempt may have read its body.
    return answer && (streaming || !answer.bodyUsed) ? answer : await fetch(url, { cache: anew ? "reload" : "default" });
  } catch (cause) {
    throw failure(
      "wasm_unreachable",
      `${withoutQuery(url)} could not be loaded.`,
      unreachableHint(url, isFile),
      { name: "MastodonNetworkError", cause },
    );
  }
}

function unreachableHint(url: string, isFile: boolean): string {
  // What Turbopack makes of it in a server component.
  if (isFile && url.includes("/_next/")) return 'Give the bytes, with readFile of node:fs/promises: load({ wasm: readFile("node_modules/mastoauth/dist/mastoauth.wasm") }).';
  const given = "give the module or its bytes, once, before the first call: load({ wasm }).";
  if (inBrowser()) return isFile ? `Serve the page over http://, or ${given}` : "Check the connection, and that the page's connect-src allows this address.";
  return isFile ? `Check the path, or ${given}` : `Check the connection and the address, or ${given}`;
}

async function compileResponse(answer: Response, url: string, streaming?: Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  if (!answer.ok) throw notFound(url, `the server answered with status ${answer.status}`);
  // Browsers compile while loading if the type is exactly this, without parameters. Many static hosts do not know the type.
  const typed = answer.headers.get("Content-Type")?.toLowerCase() === "application/wasm";
  try {
    if (typed && "compileStreaming" in WebAssembly) return await (streaming ?? WebAssembly.compileStreaming(answer));
    return await compileBytes(await answer.arrayBuffer(), withoutQuery(url));
  } catch (error) {
    throw error instanceof Object && "hint" in error ? error : await compileFailure(withoutQuery(url), error);
  }
}

const magic = [0x00, 0x61, 0x73, 0x6d];

async function compileBytes(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>, from: string): Promise<WebAssembly.Module> {
  const start = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
  if (!magic.every((byte, at) => start[at] === byte)) {
    const text = new TextDecoder().decode(start.subarray(0, 64)).trimStart();
    if (start.length === 0) throw notFound(from, "an empty file came");
    if (text.startsWith("<")) throw notFound(from, "a web page came");
    throw notFound(from, `something came that begins with the bytes ${Array.from(start.subarray(0, 4), hex).join(" ")}`);
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw await compileFailure(from, error);
  }
}

async function compileFailure(from: string, cause: unknown): Promise<Failure> {
  return (await blockedByPolicy(cause)) ?? failure("wasm_damaged", `${from} was cut off or damaged on its way.`, "Try again; if that does not help, deploy the file again.", { cause });
}

/**
 * Returns an error if the page's policy forbids WebAssembly: then not even the empty module can be instantiated. (Compiling is no
 * test: WebKit compiles in any case.)
 */
export async function blockedByPolicy(cause: unknown): Promise<Failure | undefined> {
  try {
    await WebAssembly.instantiate(new Uint8Array([...magic, 1, 0, 0, 0]));
    return undefined;
  } catch {
    if (inCloudflareWorker()) {
      return failure("wasm_blocked", "a Cloudflare Worker compiles no WebAssembly while it runs.", 'import wasm from "mastoauth/mastoauth.wasm"; await load({ wasm });', { cause });
    }
    if (!inBrowser()) return failure("wasm_blocked", "this runtime compiles no WebAssembly.", "Give the compiled module, once, before the first call: load({ wasm }).", { cause });
    const ofExtension = globalThis.location?.protocol.endsWith("-extension:");
    return failure(
      "wasm_blocked",
      `the ${ofExtension ? "extension" : "page"}'s Content-Security-Policy does not allow WebAssembly.`,
      ofExtension
        ? `Add to manifest.json: "content_security_policy": { "extension_pages": "script-src 'self' 'wasm-unsafe-eval'" }`
        : "Add 'wasm-unsafe-eval' to its script-src.",
      { cause },
    );
  }
}

function notFound(url: string, came: string): Failure {
  const message = `the module was expected at ${withoutQuery(url)}, but ${came}.`;
  if (/\/\.vite\/|\/@fs\/|\/@id\//.test(url)) {
    return failure("wasm_not_found", message, 'Add optimizeDeps: { exclude: ["mastoauth"] } to vite.config.');
  }
  return failure(
    "wasm_not_found",
    message,
    'Copy node_modules/mastoauth/dist/mastoauth.wasm to where your site is served from, and say where, once: load({ wasm: "/mastoauth.wasm" }).',
  );
}

/** A URL without its query, which may hold a signature. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
