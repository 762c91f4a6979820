// The same way in by hand: a form that registers the app with the server that was typed, and goes there.

import { login } from "../peers/masto.js";

/** Puts the form into the page; with a server, people need not type one. */
export function mount(server) {
  const form = document.createElement("form");
  form.append(document.createElement("input"), Object.assign(document.createElement("button"), { type: "submit", textContent: "Log in" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { register, leave } = login(server ?? form.firstChild.value, location.origin + location.pathname);
    await register();
    location.assign(await leave());
  });
  document.body.append(form);
}
