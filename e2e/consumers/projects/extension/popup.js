// The popup shows who is signed in, and asks the background to sign in.

import { createAuth } from "./lib/index.js";
import { options } from "./sign-in.js";

const auth = createAuth(options);
const form = document.querySelector("form");
const button = document.querySelector("button");
const output = document.querySelector("output");

function show() {
  button.textContent = auth.current ? "Sign out" : "Sign in";
  output.value = auth.current ? `Hello, ${auth.current.account.handle}` : "Nobody is here.";
}

form.onsubmit = async (event) => {
  event.preventDefault();
  if (auth.current) return auth.current.signOut();
  const { status, message } = await chrome.runtime.sendMessage({ server: form.elements.server.value });
  if (status !== "signed-in") output.value = message ?? status;
};

auth.on("changed", show);
await auth.init();
show();
