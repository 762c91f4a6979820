// A call as somebody writes it who needs only that one.

export function client(server) {
  return async () => {
    const answer = await fetch(`${server}/api/v1/accounts/verify_credentials`, { headers: { Authorization: "Bearer a-token" } });
    if (!answer.ok) throw new Error(`the server answered with status ${answer.status}`);
    return answer.json();
  };
}
