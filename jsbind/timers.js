// @ts-check
// Node, Bun and Deno do not end while a timer is set. They should wait for one only while there is a call.

/**
 * Makes a program wait for a timer that it has set, or not. In a browser, it does nothing.
 *
 * @param {unknown} timer an object in Node and Bun, a number in Deno @param {"ref" | "unref"} how
 */
export function hold(timer, how) {
  if (typeof timer === "object") /** @type {Record<string, (() => void) | undefined> | null} */ (timer)?.[how]?.();
  else /** @type {{ Deno?: Record<string, ((timer: unknown) => void) | undefined> }} */ (globalThis).Deno?.[`${how}Timer`]?.(timer);
}
