// The files of a call, as the module gets them: it passes them on to jsbind/upload.js.

import type { FileToSend } from "../../jsbind/host.js";
import { checkValues } from "../module/option-values.js";
import { failure } from "../shared/failure.js";
import type { UploadOptions, UploadProgress } from "../shared/types.gen.js";

const isA = (value: unknown, names: RegExp): boolean => names.test(Object.prototype.toString.call(value).slice(8, -1));

/** The options of mediaPost. A file alone is its main option; what follows it are the others. */
function optionsOf([given, more]: readonly unknown[], op: string): UploadOptions & Record<string, unknown> {
  if (isContent(given)) return { ...more as object, mediaFile: given };
  if (Object(given) === given || given === undefined) return { ...given as object };
  throw failure(
    "option_invalid", "options: a text is not enough.", `Call ${op}({ mediaFile: … }). In Node, openAsBlob of node:fs makes a Blob of a file's name.`,
    { name: "MastodonIllegalArgumentError", op },
  );
}

/** The options of mediaPost with files that can be sent. Bytes become a Blob, and a stream is read to its end. */
export async function withFiles(args: readonly unknown[], op: string): Promise<unknown> {
  const { onProgress, ...options } = optionsOf(args, op);
  checkValues(op, { onProgress });
  // An exception of a listener becomes an unhandled rejection of the page.
  const tell = typeof onProgress === "function" ? (progress: UploadProgress) => void (async () => onProgress(progress))() : undefined;
  for (const name of ["mediaFile", "thumbnail"]) {
    if (options[name] === undefined || options[name] === null) continue;
    const blob = await blobOf(options[name], options.signal, name, op);
    options[name] = { blob, size: blob.size, type: blob.type, onProgress: tell } satisfies FileToSend;
  }
  return options;
}

const isBytes = (value: unknown): boolean => isA(value, /^(Shared)?ArrayBuffer$/) || ArrayBuffer.isView(value);

const isContent = (value: unknown): boolean => isA(value, /^(Blob|File|ReadableStream)$/) || isBytes(value) || Symbol.asyncIterator in Object(value);

async function blobOf(content: unknown, signal: AbortSignal | undefined, name: string, op: string): Promise<Blob> {
  if (isA(content, /^(Blob|File)$/)) {
    if (fitsIntoForm(content as Blob)) return content as Blob;
    try {
      return new Blob([await (content as Blob).arrayBuffer()], { type: (content as Blob).type });
    } catch (cause) {
      throw unreadable(name, op, cause);
    }
  }
  if (isBytes(content)) return new Blob([content as ArrayBuffer]);
  const isIterable = Symbol.asyncIterator in Object(content);
  if (isA(content, /^ReadableStream$/) || isIterable) {
    try {
      const stream = isA(content, /^ReadableStream$/) ? content as ReadableStream<Uint8Array> : streamOf(content as AsyncIterable<Uint8Array>);
      return await new Response(stream.pipeThrough(new TransformStream(), { signal: signal ?? new AbortController().signal })).blob();
    } catch (cause) {
      if (signal?.aborted) throw failure("aborted", "the call was cancelled.", "", { name: "MastodonNetworkError", op });
      throw unreadable(name, op, cause);
    }
  }
  throw failure(
    "option_invalid", `${name}: must be a Blob, a File, bytes or a stream.`,
    "In Node, openAsBlob of node:fs makes a Blob of a file's name.", { name: "MastodonIllegalArgumentError", op },
  );
}

const unreadable = (name: string, op: string, cause: unknown): unknown =>
  failure("option_invalid", `${name}: it could not be read.`, "Try again with the file itself.", { name: "MastodonIllegalArgumentError", op, cause });

/** Bun leaves a Blob of a file out of a Blob with several parts, and gives one of a missing file the size 0. Both have to be read. */
const fitsIntoForm = (blob: Blob): boolean => blob.size > 0 && new Blob([blob, " "]).size === blob.size + 1;

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const from = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await from.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await from.return?.();
    },
  });
}
