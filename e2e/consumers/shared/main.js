// The sign-in of README: open the page with ?server=ADDRESS. The output says who is here, or what went wrong, as developers read it.

import { createAuth } from "mastoauth";

const auth = createAuth({ clientName: "A consumer", scopes: ["read"] });
const button = document.querySelector("button");
const output = document.querySelector("output");

function show() {
  button.textContent = auth.current ? "Sign out" : "Sign in";
  output.value = auth.current ? `Hello, ${auth.current.account.handle}` : "Nobody is here.";
}

function fail({ code, message, hint }) {
  output.value = `${code}: ${message} ${hint ?? ""}`;
}

button.onclick = () => {
  const server = new URLSearchParams(location.search).get("server");
  (auth.current ? auth.current.signOut() : auth.signIn(server)).catch(fail);
};
auth.on("changed", show);
auth.init().then(({ status, error }) => {
  show();
  if (status === "failed") fail(error);
  button.disabled = false;
});
