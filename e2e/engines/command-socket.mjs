// Commands to a browser over a WebSocket, as the DevTools protocol and WebDriver BiDi send them: each has an id, and so has its result.

import WebSocket from "ws";

/** Resolves to a function that sends a command and resolves to its result. name is the browser's, for errors. */
export async function connect(address, name) {
  const socket = new WebSocket(address);
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const { id, result, error, message } = JSON.parse(String(data));
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    // The DevTools protocol has an object there, BiDi a word and a message beside it.
    if (error) reject?.(new Error(`${name}: ${error.message ?? `${error}: ${message}`}`));
    else resolve?.(result);
  });
  socket.on("close", () => waiting.forEach(({ reject }) => reject(new Error(`${name} has ended`))));
  await new Promise((open, failed) => socket.once("open", open).once("error", failed));
  return (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });
}
