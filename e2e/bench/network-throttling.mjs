// Slow networks: the browser's own throttling of the loopback network.

/** Bits per second in each direction, and the milliseconds that a request waits for its answer at least. */
export const lines = {
  "10 Mbit/s": { bits: 10e6, latency: 20 },
  "1.6 Mbit/s": { bits: 1.6e6, latency: 150 },
};

/** Has a page share a line with its frames and workers. Windows that it opens, and a service worker, have the network as it is. */
export async function throttle(tools, { bits, latency }) {
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", {
    offline: false, latency, downloadThroughput: bits / 8, uploadThroughput: bits / 8,
  });
}
