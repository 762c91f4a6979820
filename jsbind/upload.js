// @ts-check
// The form of an upload, and how much of it has been sent. A file stays a Blob: its bytes go from there to the network.

import { randomText } from "./crypto.js";

const page = globalThis;
const inBrowser = ["document", "WorkerGlobalScope"].some((name) => name in page);

/** A file to send. Its onProgress is that of the whole request. @typedef {import("./host.js").FileToSend} FileToSend */

/**
 * Gives a request a form with files as its body. files has the field's name, the file's name, its type and the file, in turn.
 *
 * @param {RequestInit & { onProgress?: FileToSend["onProgress"] }} init @param {Record<string, string>} headers @param {string} form @param {unknown[]} files
 */
export function addForm(init, headers, form, files) {
  const boundary = `----mastoauth${randomText(16)}`;
  /** @type {BlobPart[]} */
  const parts = [];
  /** @param {string} name @param {string} more @param {BlobPart} content */
  const add = (name, more, content) => parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${more}\r\n\r\n`, content, "\r\n");
  for (const [name, value] of new URLSearchParams(form)) add(name, "", value);
  for (let at = 0; at < files.length; at += 4) {
    const [name, fileName, type, file] = /** @type {[string, string, string, FileToSend]} */ (files.slice(at, at + 4));
    add(name, `; filename="${quoted(fileName)}"\r\nContent-Type: ${type}`, file.blob);
    init.onProgress ??= file.onProgress;
  }
  parts.push(`--${boundary}--\r\n`);
  headers["Content-Type"] = `multipart/form-data; boundary=${boundary}`;
  init.body = new Blob(parts);
}

/** @param {string} text */
const quoted = (text) => text.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));

/**
 * The browser's fetch, or what it cannot do: the progress of an upload. In a page, only XMLHttpRequest tells it. It would send cookies
 * to the page's own origin, so there, and where neither is possible, only the end is told.
 *
 * @type {typeof fetch}
 */
export async function ownFetch(url, init = {}) {
  const { onProgress, body, headers } = /** @type {{ onProgress?: FileToSend["onProgress"], body?: unknown, headers?: Record<string, string> }} */ (init);
  if (!onProgress || !(body instanceof Blob)) return page.fetch(url, init);
  const address = new URL(String(url));
  if (typeof page.XMLHttpRequest === "function" && address.origin !== page.origin) return overXhr(address.href, init, onProgress, body);
  const total = body.size;
  let loaded = 0;
  if (inBrowser) {
    const answer = await page.fetch(url, init);
    onProgress({ loaded: total, total });
    return answer;
  }
  const counted = body.stream().pipeThrough(new TransformStream({
    transform(/** @type {Uint8Array} */ part, controller) {
      controller.enqueue(part);
      onProgress({ loaded: (loaded += part.length), total });
    },
  }));
  const sent = { ...init, headers: { ...headers, "Content-Length": String(total) }, body: counted, duplex: "half" };
  return page.fetch(url, /** @type {RequestInit} */ (sent));
}

/** How many bytes of an answer are read: core.AnswerBytes. */
const answerBytes = 10 << 20;

/**
 * @param {string} url @param {RequestInit} init @param {NonNullable<FileToSend["onProgress"]>} onProgress @param {Blob} body
 * @returns {Promise<Response>}
 */
function overXhr(url, { method = "POST", headers, signal }, onProgress, body) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const fail = () => reject(new TypeError("the upload failed"));
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers ?? {})) xhr.setRequestHeader(name, value);
    xhr.responseType = "blob";
    xhr.upload.onprogress = ({ loaded, total }) => onProgress({ loaded, total });
    xhr.onprogress = ({ loaded }) => loaded > answerBytes && xhr.abort();
    // It follows redirects. The browser sends no token to another origin then, and what comes from there is not used.
    xhr.onload = () => (xhr.responseURL === url ? resolve(responseOf(xhr)) : fail());
    xhr.onerror = xhr.onabort = fail;
    signal?.addEventListener("abort", () => xhr.abort());
    if (signal?.aborted) fail();
    else xhr.send(body);
  });
}

/** @param {XMLHttpRequest} xhr */
function responseOf(xhr) {
  const headers = new Headers();
  for (const line of xhr.getAllResponseHeaders().trim().split("\r\n")) {
    const [name = "", ...value] = line.split(": ");
    if (name) headers.append(name, value.join(": "));
  }
  const answer = new Response(/^[23]04$|^205$/.test(String(xhr.status)) ? null : xhr.response, { status: xhr.status, headers });
  return Object.defineProperty(answer, "url", { value: xhr.responseURL });
}
