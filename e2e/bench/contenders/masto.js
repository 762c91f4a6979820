import { createRestAPIClient } from "masto";

export function client(server) {
  const masto = createRestAPIClient({ url: server, accessToken: "a-token" });
  return () => masto.v1.accounts.verifyCredentials();
}
