// A proxy that serves a site with other headers, at its own URL.

import { createServer } from "node:http";

/**
 * @param {string} of the site's URL
 * @param {Record<string, string>} headers these replace the site's headers of the same names
 */
export async function headerProxy(of, headers) {
  const server = createServer(async ({ url }, response) => {
    const answer = await fetch(of + url);
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...headers });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
