// A busy button. It keeps its place, its width and the focus, and ignores further clicks.

import { showError } from "./error-message.js";

/** Runs the work while the button is shown as busy. An error is shown in the given element, or passed to the given function. */
export async function whileBusy(button, work, failed) {
  if (button.ariaBusy === "true") return;
  // The attribute disabled would take the focus away.
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

/** Does the same on each submit of a form. */
export function onSubmit(form, ...run) {
  form.onsubmit = (event) => {
    event.preventDefault();
    whileBusy(...run);
  };
}
