// A server that repeats all that it was sent, in each place of its answers and in each spelling, and calls of each function that sends a
// secret. It runs in the page: specs/secret-echoes.spec.mjs hands it over.

/**
 * Makes all calls and looks for the secrets in all that their errors say, in the console and in the person's messages.
 *
 * @param {{ secrets: Record<string, string>, each: number }} given each: of all pairs of a call and a place and spelling, one in so many
 * @returns {Promise<{ leaks: string[], failed: Record<string, number> }>}
 */
export async function echoAll({ secrets, each }) {
  const lib = await import("/lib/index.js");
  const { clientSecret, accessToken, refreshToken, code, codeVerifier, password, email, dateOfBirth, inviteCode, pushAuth } = secrets;
  const utf8 = (text) => String.fromCharCode(...new TextEncoder().encode(text));
  const html = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`).replaceAll("&#38;", "&amp;");
  const spellings = {
    "as it is": (text) => text,
    "escaped for HTML": html,
    "with numbers for HTML": (text) => text.replace(/[^\w ]/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`),
    "in an address": encodeURIComponent,
    "in a form": (text) => new URLSearchParams({ x: text }).toString().slice(2),
    "in JSON": (text) => JSON.stringify(text).replace(/[^ -~]|[+/]/g, (one) => (one === "/" ? "\\/" : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)),
    "in capitals": (text) => text.toUpperCase(),
    "in small letters": (text) => text.toLowerCase(),
    "in base64": (text) => btoa(utf8(text)),
    "in Basic": (text) => btoa(`id-1:${utf8(text)}`),
    "in base64url": (text) => btoa(`0${utf8(text)}`).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
    "escaped twice": (text) => html(encodeURIComponent(text)),
  };
  const places = {
    "error": (said) => [400, { error: said }],
    "error_description": (said) => [401, { error: "invalid_grant", error_description: said }],
    "an error's message": (said) => [401, { error: { code: said, message: said } }],
    "message": (said) => [403, { message: said }],
    "a list of errors": (said) => [422, { errors: [said] }],
    "a list of objects": (said) => [500, { errors: [{ message: said }] }],
    "a text": (said) => [503, said],
    "a page": (said) => [403, `<html>${said}`, {}],
    "details": (said) => [422, { error: "no", details: { email: [{ error: said, description: said }], [said]: [{ error: "ERR" }], deep: [[{ a: said }]] } }],
    "the request's id": (said) => [400, { error: "no" }, { "X-Request-Id": encodeURIComponent(said) }],
    "the version": (said) => [200, { version: said, uri: "server.example", title: said }],
    "a pending account": (said) => [200, { identifier: "awaiting_approval", message: said }],
    "an incomplete post": (said) => [200, { id: "7", content: "", spoiler_text: said }],
    "fewer scopes": (said) => [200, { access_token: said, scope: "other", token_type: "Bearer" }],
    "behind 300 letters": (said) => [400, { error: "no", error_description: `${"ä ".repeat(140)}${said}` }],
  };
  const account = { username: "zoe", password, email, agreement: true, dateOfBirth, inviteCode, scopes: ["write"] };
  const calls = {
    logIn: [{ code, codeVerifier }, { username: email, password }, { refreshToken }],
    clientCredentialsToken: [{}],
    createAccount: [account],
    createAccountDetailed: [account],
    emailResendConfirmation: [{ email }],
    request: [
      { path: `/api/v1/x?access_token=${encodeURIComponent(refreshToken)}`, params: { password } },
      { path: `/api/v1/${encodeURIComponent(accessToken)}` },
      { path: "/api/v1/push", method: "PUT", params: { "subscription[keys][auth]": pushAuth } },
      { path: "/api/v1/x", method: "POST", json: { deep: [{ password }], keys: { auth: pushAuth } } },
    ],
    statusPost: [{ status: "howdy", idempotencyKey: "once" }],
    toot: [{ status: "howdy" }],
    mediaPost: [{ mediaFile: new Blob(["GIF89a"], { type: "image/gif" }), description: "a dot" }],
    accountVerifyCredentials: [{}], appVerifyCredentials: [{}], emailCheckConfirmation: [{}], instance: [{}], oauthUserinfo: [{}],
    oauthAuthorizationServerInfo: [{}], preferences: [{}], retrieveMastodonVersion: [{}], revokeAccessToken: [{}],
    verifyMinimumVersion: [{ version: "4.0.0" }],
    handleCallback: [{ url: `https://app.example/?error=access_denied&code=${encodeURIComponent(code)}&error_description=` }],
  };

  const lines = [];
  const { debug } = console;
  console.debug = (line) => lines.push(line);
  const known = Object.values(secrets).flatMap((secret) => [
    secret.slice(0, secret.length / 2 + 1), btoa(utf8(secret)).slice(0, 12), ...Object.values(spellings).map((spelling) => spelling(secret)),
  ]).map((one) => one.toLowerCase());
  const leaks = [];
  const look = (text, where) => known.filter((one) => text.toLowerCase().includes(one)).forEach((one) => leaks.push(`${where}: ${one} in ${text.slice(0, 500)}`));
  /** All that a value says, also where consoles do not look. */
  const walk = (value, seen = new Set()) => {
    if (typeof value !== "object" || value === null) return String(value);
    if (seen.has(value)) return "";
    seen.add(value);
    return Reflect.ownKeys(value).map((key) => `${String(key)} ${walk(value[key], seen)}`).join("\n");
  };
  const failed = {};
  let turn = 0;
  for (const [name, list] of Object.entries(calls)) {
    for (const [where, place] of Object.entries(places)) {
      for (const [how, spelling] of Object.entries(spellings)) {
        for (const options of list) {
          if (turn++ % each) continue;
          const heard = [clientSecret, accessToken, refreshToken].map(spelling);
          const hear = (text) => text && heard.push(spelling(text));
          const values = (json) => JSON.stringify(json, (_, value) => (typeof value === "string" && hear(value), value));
          const fetch = async (url, { headers, body }) => {
            new URL(url).searchParams.forEach(hear);
            hear(headers.Authorization?.replace("Bearer ", ""));
            if (body instanceof URLSearchParams) body.forEach(hear);
            else if (body && !(body instanceof Blob)) values(JSON.parse(body));
            const [status, said, more] = place(heard.join(" , "));
            const type = typeof said === "string" && said.startsWith("<") ? "text/html" : "application/json";
            return new Response(type === "text/html" ? said : JSON.stringify(said), { status, headers: { "Content-Type": type, ...more } });
          };
          const client = new lib.Mastodon({
            apiBaseUrl: "https://server.example", clientId: "id-1", clientSecret, accessToken, fetch, debugRequests: true, ratelimitMethod: "throw",
          });
          if (name === "handleCallback") options.url = `${options.url.split("error_description=")[0]}error_description=${encodeURIComponent(spelling(code))}`;
          // The server knows all of them from before.
          await client.request({ path: "/api/v1/x", method: "POST", params: { client_secret: clientSecret, refresh_token: refreshToken } }).catch(() => undefined);
          const error = await client[name](options).then((result) => result?.error, (error) => error);
          if (error) {
            failed[name] = (failed[name] ?? 0) + 1;
            look([walk(error), String(error), error.stack, JSON.stringify(error), await error.userMessage?.()].join("\n"), `${where} ${how} ${name}`);
          }
          look(lines.join("\n"), `the console ${name}`);
          failed.lines = (failed.lines ?? 0) + lines.splice(0).length;
          await client.close();
        }
      }
    }
  }
  console.debug = debug;
  return { leaks, failed };
}
