// The page starts its worker, and passes on what it says: ask({ server }), then ask({ code }).

const own = globalThis.trustedTypes?.createPolicy("workers", { createScriptURL: (address) => address });
const script = (file) => own?.createScriptURL(file) ?? file;

async function start(kind) {
  if (kind === "module") return new Worker(script("worker.js"), { type: "module" });
  if (kind === "classic") return new Worker(script("classic-worker.js"));
  const { active, installing, waiting } = await navigator.serviceWorker.register(script(`${kind}.js`), { type: "module" });
  return active ?? installing ?? waiting;
}

const started = start(new URLSearchParams(location.search).get("kind"));

globalThis.ask = async (question) => {
  const worker = await started;
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(question, [port2]);
  return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
};
