// What the server found wrong with a sign-up, in sentences: each field with its problems. They follow from the codes. The server's own
// texts come in a language of its choice.

import type { MastodonErrorCode } from "../shared/types.gen.js";
import type { SignUpWords } from "./sign-up/en.js";

/** The part of an error that its message follows from. */
export interface Explained {
  readonly code: MastodonErrorCode;
  readonly op?: string | undefined;
  readonly details?: unknown;
}

/** The message for an error of a sign-up, or "" if it is another error, or does not say more than its code. */
export function signUpMessage({ code, op, details }: Explained, words: SignUpWords): string {
  if (op === "signUp" && code === "unauthorized") return words.waiting.ended;
  if (code !== "validation_failed") return "";
  const problems = problemsOf(details);
  // The details of a corrected address are missing, and there is only one field.
  if (problems.size === 0 && op === "emailResendConfirmation") problems.set("email", [""]);
  return [...problems].slice(0, mostFields).map(([field, reasons]) => (
    written(words.problem, { field: labelOf(field, words), reason: joined(reasons.map((reason) => sentence(field, reason, words))) })
  )).reduce((text, next) => joined([text, next]), "");
}

/** A server may name any number of fields. */
const mostFields = 10;

/** The codes of each field. If a field is empty or malformed, its other problems follow from that. */
function problemsOf(details: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, entries] of Object.entries(Object(details) as Record<string, unknown>)) {
    const field = fieldOf(name);
    const codes = [entries].flat().map((entry) => String((Object(entry) as { error?: unknown }).error ?? ""));
    const all = [...new Set([...(found.get(field) ?? []), ...codes])];
    const first = ["ERR_BLANK", "ERR_INVALID"].find((code) => all.includes(code));
    if (all.length > 0) found.set(field, first ? [first] : all);
  }
  return found;
}

/** The name of a field. Mastodon also has account.username, and invite_request.text for the reason. */
function fieldOf(name: string): string {
  return name.startsWith("invite_request") ? "reason" : name.replace(/^account\./, "");
}

function labelOf(field: string, { fields }: SignUpWords): string {
  return Object.hasOwn(fields, field) ? fields[field as keyof typeof fields] : field.slice(0, 40);
}

function sentence(field: string, code: string, { reasons }: SignUpWords): string {
  const known = [`${field}.${code}`, code].find((key) => Object.hasOwn(reasons, key) && key !== "other");
  if (known) return reasons[known as keyof typeof reasons];
  return /^ERR_\w{1,40}$/.test(code) ? written(reasons.other, { code }) : reasons.other.replace(/ ?[(（]\{code\}[)）]/, "");
}

function written(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Sentences in a row. Chinese and Japanese have no space between them. */
function joined(sentences: string[]): string {
  return sentences.reduce((text, next) => text + (text && !text.endsWith("。") ? " " : "") + next, "");
}
