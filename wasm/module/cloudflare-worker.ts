/** Whether this is a Cloudflare Worker. Cloudflare documents the name for that purpose. */
export function inCloudflareWorker(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers";
}
