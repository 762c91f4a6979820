// The values of options that the host uses itself. It would do without one of the wrong kind, and nobody would notice.

import { failure } from "../shared/failure.js";

/** What a value must be: an object with these functions, or one of these texts. A list, since every call goes through it. */
const kinds = Object.entries<{ functions: readonly string[]; texts?: readonly string[]; message: string; hint: string }>({
  signal: { functions: ["addEventListener"], message: "must be an AbortSignal.", hint: "An AbortController has it as its member signal." },
  storage: {
    functions: ["getItem", "setItem", "removeItem"], message: "must be an object with getItem, setItem and removeItem.",
    hint: "Give the object itself, such as sessionStorage, or leave it out for localStorage.",
  },
  fetch: { functions: ["call"], message: "must be a function.", hint: "Leave it out for the browser's fetch." },
  onProgress: { functions: ["call"], message: "must be a function.", hint: "It is called with { loaded, total }." },
  onRatelimit: { functions: ["call"], message: "must be a function.", hint: "It is called with { op, waitMs, resetAt }." },
  ratelimitMethod: { functions: [], texts: ["wait", "throw", "pace"], message: "must be wait, throw or pace.", hint: "Leave it out for wait." },
});

/** Throws for a value of another kind. null and undefined are values that were not given. */
export function checkValues(op: string, options: unknown): void {
  for (const [name, { functions, texts, message, hint }] of kinds) {
    const given = member(options, name) ?? undefined;
    const fits = given === undefined || (texts ? texts.includes(given as string) : functions.every((one) => typeof member(given, one) === "function"));
    if (!fits) throw failure("option_invalid", `${name}: ${message}`, hint, { name: "MastodonIllegalArgumentError", op });
  }
}

/** A member of anything; undefined if it cannot be read. */
function member(value: unknown, name: string): unknown {
  try {
    return (value as Record<string, unknown> | null | undefined)?.[name];
  } catch {
    return undefined;
  }
}
