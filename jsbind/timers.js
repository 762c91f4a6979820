// @ts-check
// Timers that do not keep a program alive. In a browser there is nothing to do.

const page = globalThis;

/**
 * Says whether the program waits for a timer before it ends. In Node and Bun a timer is an object, in Deno a number.
 *
 * @param {unknown} timer @param {"ref" | "unref"} how
 */
export function hold(timer, how) {
  if (typeof timer === "object") /** @type {Record<"ref" | "unref", () => void>} */ (timer)?.[how]();
  else /** @type {{ Deno?: Record<"refTimer" | "unrefTimer", (timer: unknown) => void> }} */ (page).Deno?.[`${how}Timer`](timer);
}
