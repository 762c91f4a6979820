// What must compile, and what must not, for a strict program that uses the package.

import {
  DEFAULT_SCOPES, Mastodon, MastodonAPIError, MastodonError, MastodonRatelimitError, SCOPE_SETS, isMastodonError, load,
  type Account, type AuthRequest, type Kind, type MastodonErrorCode, type MastodonErrorCodes, type MastodonOptions, type RecordStore, type Token,
} from "mastoauth";

const store: RecordStore = localStorage;
const asyncStore: RecordStore = { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} };
const options: MastodonOptions = { apiBaseUrl: "mastodon.example", storage: store, fetch };
const mastodon = new Mastodon(options);
const { signal } = new AbortController();

export async function everything(): Promise<void> {
  await load();
  await load({ wasm: "/mastoauth.wasm" });
  await load({ wasm: new URL("https://example.org/mastoauth.wasm") });
  await load({ wasm: fetch("/mastoauth.wasm") });
  await load({ wasm: new Uint8Array(8) });
  await load({ wasm: new ArrayBuffer(8) });
  const app = await Mastodon.createApp({ clientName: "x", apiBaseUrl: "y", scopes: DEFAULT_SCOPES, storage: asyncStore, signal });
  const id: string | undefined = app.client_id;
  const request: AuthRequest = await mastodon.authRequestUrl({ scopes: [...DEFAULT_SCOPES, ...SCOPE_SETS.follow], forceLogin: true });
  const token: Token = await mastodon.handleCallback(request.url);
  await mastodon.handleCallback(new URL(request.url));
  await mastodon.handleCallback(location);
  await mastodon.handleCallback({ url: request.url, toKey: "login", signal });
  await mastodon.logIn({ code: token.access_token });
  const account: Account = await mastodon.accountVerifyCredentials({ signal });
  const verified: string | null | undefined = account.fields?.[0]?.verified_at;
  const visibility: string | undefined = (await mastodon.preferences())["posting:default:visibility"];
  const confirmed: boolean = (await mastodon.revokeAccessToken()).confirmed;
  const answer = await mastodon.request({ path: "/api/v1/timelines/home", params: { limit: 40, "types[]": ["a", 1], only_media: true } });
  await mastodon.statusPost({ status: "x", visibility: "unlisted", poll: { options: ["a", "b"], expiresIn: 300 } });
  await mastodon.close();
  console.log(id, verified, visibility, confirmed, answer.next);

  // @ts-expect-error a typo in an option
  new Mastodon({ apiBaseURL: "mastodon.example" });
  // @ts-expect-error an option that is missing
  await Mastodon.createApp({ clientName: "x" });
  // @ts-expect-error a word that is none
  await mastodon.statusPost({ status: "x", visibility: "secret" });
  // @ts-expect-error a function that there is not
  await mastodon.login({ code: "x" });
  // @ts-expect-error what a server sent is not known before it is looked at
  answer.data.length;
  // @ts-expect-error the loader's own
  await mastodon.open();
  // @ts-expect-error another option of load
  await load({ wasmUrl: "/mastoauth.wasm" });
}

export function failed(error: unknown): string {
  if (error instanceof MastodonRatelimitError) return String(error.resetAt);
  if (error instanceof MastodonAPIError) return `${error.status} ${error.requestId}`;
  if (isMastodonError(error, "state_mismatch")) {
    const kind: Kind = error.name;
    const code: "state_mismatch" = error.code;
    return `${kind} ${code} ${error.hint}`;
  }
  if (isMastodonError(error)) {
    const code: MastodonErrorCode = error.code;
    const listed: keyof MastodonErrorCodes = code;
    if (code === "rate_limited") return listed;
    // @ts-expect-error a typo in a code
    if (code === "rate_limitted") return "";
    switch (error.code) {
      case "frame_unsupported": // which only the TypeScript makes
      case "wasm_blocked":
      case "lock_lost": // which only Go makes
        return error.code;
      // @ts-expect-error a code that only Go programs see
      case "redirect_refused":
      default: // a newer version may have more codes
    }
  }
  // @ts-expect-error a typo in a code
  if (isMastodonError(error, "acces_denied")) return "";
  return error instanceof MastodonError ? error.code : "";
}
