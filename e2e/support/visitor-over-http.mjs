// A visitor without a browser, with the part of a BrowserContext that consent-over-http.mjs uses: requests, and their cookies.

export function visitorOverHttp() {
  const cookies = new Map();
  const send = async (address, init) => {
    const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(address, { ...init, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    return { headers: () => Object.fromEntries(answer.headers), url: () => answer.url, text: () => answer.text() };
  };
  return { request: { get: (address) => send(address), post: (address, { form }) => send(address, { method: "POST", body: new URLSearchParams(form) }) } };
}
