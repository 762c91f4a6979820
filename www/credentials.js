// The credentials that a program needs: three strings, and the server's URL. The secrets are not in the page until the person asks
// for them.

import { saveFile } from "./credential-files.js";
import { element } from "./dom.js";

const [card, copied] = [element("credentials-card"), element("copied")];
const hidden = "•".repeat(16);
let credentials;
const rows = [...card.querySelectorAll("[data-credential]")];
for (const row of rows) {
  row.querySelector(".reveal")?.addEventListener("click", () => draw(row, !!row.querySelector(".masked")));
  row.querySelector(".copy").addEventListener("click", ({ currentTarget }) => copy(row, currentTarget));
}
for (const button of card.querySelectorAll("[data-file]")) {
  button.addEventListener("click", () => credentials && saveFile(button.dataset.file, credentials));
}

export async function showCredentials(mastodon, signal) {
  signal.addEventListener("abort", () => drawAll(undefined));
  const found = await mastodon.persistableLoginCredentials();
  if (!signal.aborted) drawAll(found);
}

function drawAll(found) {
  credentials = found;
  rows.forEach((row) => draw(row, !row.querySelector(".reveal")));
}

function draw(row, visible) {
  const [code, reveal] = [row.querySelector("code"), row.querySelector(".reveal")];
  code.textContent = visible || !credentials ? credentials?.[row.dataset.credential] ?? "" : hidden;
  code.classList.toggle("masked", !visible);
  reveal?.firstChild.replaceWith(visible ? "Hide" : "Show");
}

async function copy(row, button) {
  try {
    await navigator.clipboard.writeText(credentials?.[row.dataset.credential]);
  } catch {
    // The browser denies access to the clipboard, so the text is selected and the person copies it.
    draw(row, true);
    getSelection()?.selectAllChildren(row.querySelector("code"));
    copied.textContent = "Your browser does not let the page copy. The text is selected: copy it with Ctrl+C.";
    return copied.classList.remove("unseen");
  }
  copied.textContent = `Copied: ${row.querySelector("dt").firstChild.textContent.trim()}`;
  button.firstChild.replaceWith("Copied");
  setTimeout(() => {
    copied.textContent = "";
    button.firstChild.replaceWith("Copy");
  }, 2000);
}
