// The sign-in of the extension: the popup would be closed as soon as another window has the focus.

import { createAuth } from "./lib/service-worker.js";
import { options } from "./sign-in.js";

const auth = createAuth(options);

const launch = (url) => chrome.identity.launchWebAuthFlow({ url, interactive: true }).catch((error) => {
  if (!/did not approve/.test(error.message)) throw error; // the person has closed the window
});

async function signIn(server) {
  try {
    const { status } = await auth.signIn(server, { launch });
    return { status };
  } catch (error) {
    return { status: "failed", message: await error.userMessage() };
  }
}

chrome.runtime.onMessage.addListener(({ server }, _sender, respond) => {
  signIn(server).then(respond);
  return true; // the answer comes later
});
