// @ts-check
// A button that is at work. It stays where it is and as wide as it is, keeps the focus, and does not start twice.

/**
 * Runs the work while the button says so, and makes sure that it ends.
 *
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 */
export async function during(button, work) {
  if (button.ariaBusy === "true") return;
  // Not “disabled”: that would throw a keyboard's focus away.
  button.ariaBusy = "true";
  button.ariaDisabled = "true";
  try {
    await work();
  } finally {
    button.ariaBusy = null;
    button.ariaDisabled = null;
  }
}
