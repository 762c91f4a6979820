// The types of the web platform that the package's own types name. They are those that a program declares: lib dom, @types/node, Deno,
// Bun, Workers. In a program that declares none, they have the members that this library uses. So no program needs lib dom.

/** A class of the platform, or other members where the program does not declare it. */
type Declared<Name extends string, Otherwise> = typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : Otherwise;

interface Listened {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

export type AbortSignal = Declared<"AbortSignal", Listened & { readonly aborted: boolean }>;

export type URL = Declared<"URL", { readonly href: string }>;

export type Blob = Declared<"Blob", { readonly size: number; readonly type: string; arrayBuffer(): Promise<ArrayBuffer> }>;
export type ReadableStream = Declared<"ReadableStream", { readonly locked: boolean; getReader(): unknown }>;

/** Names and values that can be listed, as URLSearchParams, FormData and Headers can. */
interface Pairs<Value> {
  forEach(each: (value: Value, name: string) => void): void;
  get(name: string): Value | null;
}

export type URLSearchParams = Declared<"URLSearchParams", Pairs<string>>;
export type FormData = Declared<"FormData", Pairs<unknown>>;
export type Headers = Declared<"Headers", Pairs<string>>;

interface Body {
  arrayBuffer(): Promise<ArrayBuffer>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

export type Request = Declared<"Request", Body & { readonly headers: Headers; readonly method: string; readonly url: string }>;

export type Response = Declared<"Response", Body & { readonly headers: Headers; readonly ok: boolean; readonly status: number; readonly url: string }>;

/** The function fetch. */
export type Fetch = typeof globalThis extends { fetch: infer Function } ? Function : (input: string, init?: RequestInit) => Promise<Response>;

export type RequestInit = typeof globalThis extends { Request: new (input: string, init?: infer Init) => unknown }
  ? NonNullable<Init>
  : { body?: unknown; headers?: Record<string, string>; method?: string; signal?: AbortSignal | null };

/** A compiled module: WebAssembly.Module. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

export type Window = Declared<"Window", { readonly closed: boolean }>;
