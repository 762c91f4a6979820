// The types of Mastodon.diagnose.

import type { MastodonError } from "./errors.js";
import type * as T from "./types.gen.js";

export interface DiagnoseOptions extends Omit<T.FindServerOptions, "maxAgeMs"> {
  /** The language of the texts, of those of userMessage. Default: the browser's language. */
  lang?: string;
}

/** What is looked at, in this order. docs/diagnose.md explains each. */
export type DiagnosisStepName = "address" | "online" | "policy" | "connection" | "readable" | "software" | "login";

/** skipped: an earlier step failed, or there is no such thing outside a browser. */
export type DiagnosisVerdict = "ok" | "failed" | "unknown" | "skipped";

export interface DiagnosisStep {
  name: DiagnosisStepName;
  verdict: DiagnosisVerdict;
  /** What was found, for the person, in their language. */
  text: string;
}

/** The result of Mastodon.diagnose. */
export interface Diagnosis {
  /** The server, if it was found; see {@link T.Statics.findServer}. */
  server?: T.Server;
  /** The error of the step that failed, if one did. `reason`, `message` and `hint` are for the developer. */
  error?: MastodonError;
  steps: DiagnosisStep[];
}
