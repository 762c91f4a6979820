// A button that is at work. It stays where it is and as wide as it is, keeps the focus, and does not start twice.

import { showError } from "./error-message.js";

/** Runs the work while the button says so. What goes wrong is shown in that element, or handed to that function. */
export async function whileBusy(button, work, failed) {
  if (button.ariaBusy === "true") return;
  // Not “disabled”: that would throw a keyboard's focus away.
  button.ariaBusy = button.ariaDisabled = "true";
  try {
    await work();
  } catch (error) {
    if (failed instanceof Element) showError(failed, error);
    else failed(error);
  } finally {
    button.ariaBusy = button.ariaDisabled = null;
  }
}

/** Does the same whenever the form is sent. */
export function onSubmit(form, ...run) {
  form.onsubmit = (event) => {
    event.preventDefault();
    whileBusy(...run);
  };
}
