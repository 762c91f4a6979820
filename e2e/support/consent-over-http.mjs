// A person who agrees without a browser window: the server's pages are answered over HTTP with the browser's cookies. So a hundred
// logins take seconds.

const entities = { amp: "&", lt: "<", gt: ">", quot: '"' };
const plain = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (_, number, name) => (number ? String.fromCodePoint(number) : entities[name]));

/** The first form in a page that has this text: where it is sent, and its hidden fields. */
function formWith(html, text) {
  const [, action, form] = [...html.matchAll(/<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(([whole]) => whole.includes(text)) ?? [];
  if (!form) throw new Error(`There is no form with ${text}: ${html.replace(/<[^>]*>|\s+/g, " ").slice(0, 300)}`);
  const field = (input, name) => plain(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "");
  const fields = Object.fromEntries([...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [field(input, "name"), field(input, "value")]));
  return { action, fields };
}

/**
 * Signs in at a practice server if necessary, and authorizes the app.
 *
 * @param {import("playwright-core").BrowserContext} context
 * @param {string} door the authorization URL
 * @returns {Promise<string>} the callback URL that the server redirects to
 */
export async function consent(context, door, { as = "alice" } = {}) {
  const { origin } = new URL(door);
  const ask = (address, form) => (form ? context.request.post(address, { form, maxRedirects: 0 }) : context.request.get(address, { maxRedirects: 0 }));
  let answer = await ask(door);
  for (let steps = 0; steps < 8; steps++) {
    const next = answer.headers().location && new URL(answer.headers().location, answer.url()).href;
    if (next && (new URL(next).origin !== origin || new URL(next).searchParams.has("code"))) return next; // a code to copy is shown there
    if (next) {
      answer = await ask(next);
      continue;
    }
    const html = await answer.text();
    const signsIn = html.includes('name="user[password]"');
    const { action, fields } = formWith(html, signsIn ? "user[password]" : 'name="client_id"');
    answer = await ask(origin + action, { ...fields, ...(signsIn && { "user[email]": `${as}@practice.example`, "user[password]": `practice-${as}` }) });
  }
  throw new Error("The server sends the person from page to page without an end.");
}
