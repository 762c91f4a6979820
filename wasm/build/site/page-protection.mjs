// What protects a page of the site: its Content-Security-Policy, and the hashes of what it loads.

import { createHash } from "node:crypto";
import { posix } from "node:path";

const hash = (algorithm, bytes) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;

/** The hash of a file, as the integrity attribute has it. */
export const integrity = (bytes) => hash("sha384", bytes);

/**
 * Returns the page with its protection.
 *
 * @param {string} path the page's path in the site
 * @param {string} html
 * @param {Record<string, string>} hashes of all files of the site, by their path
 */
export function protectedPage(path, html, hashes) {
  const folder = posix.dirname(path);
  const page = withPolicy(path, html.replace(/<(script|link rel="(?:stylesheet|modulepreload)")((?: [^>]*)?) (src|href)="([^"]+)"/g, (_, tag, between, attribute, address) => {
    const found = hashes[posix.join(folder, address)];
    if (!found) throw new Error(`${path} loads ${address}, which is no file of the site`);
    return `<${tag}${between} ${attribute}="${address}" integrity="${found}"`;
  }));
  if (!page.includes("<script")) return page;
  // What scripts import has its hash in an import map, which the policy has to allow.
  const to = (name) => posix.relative(folder, name).replace(/^(?!\.)/, "./");
  const scripts = Object.entries(hashes).filter(([name]) => name.endsWith(".js"));
  const map = JSON.stringify({ integrity: Object.fromEntries(scripts.map(([name, found]) => [to(name), found])) });
  const mapped = replaced(path, page, /(?=\n *<(?:script|link rel="modulepreload"))/, `\n  <script type="importmap">${map}</script>`);
  return replaced(path, mapped, "'wasm-unsafe-eval'", `'wasm-unsafe-eval' '${hash("sha256", map)}'`);
}

const none = "default-src 'none'; base-uri 'none'; form-action 'none'";

/** A page's own policy says what it needs. What it does not name is forbidden. */
function withPolicy(path, html) {
  if (!html.includes("Content-Security-Policy")) {
    return replaced(path, html, '<meta charset="utf-8">', `$&\n  <meta http-equiv="Content-Security-Policy" content="${none}">`);
  }
  return replaced(path, html, /default-src 'self'(.*?)base-uri 'none'/, (_, rest) => `default-src 'none'${rest}base-uri 'none'; form-action 'none'`);
}

function replaced(path, html, what, by) {
  const changed = html.replace(what, by);
  if (changed === html) throw new Error(`${path} has no ${what}`);
  return changed;
}
