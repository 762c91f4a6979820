// Where the stack of an error begins. Consoles, Node and Bun show the line of its first frame.

/**
 * Lets the stack begin at the caller of a function or, if that function was async, at whoever awaits it. V8 and JavaScriptCore find
 * the one who awaits when the error is made, so a call that succeeds pays nothing for it.
 */
export function beginStackAtCallerOf(called: unknown, error: Error): void {
  (Error as { captureStackTrace?(error: Error, called: unknown): void }).captureStackTrace?.(error, called);
}
