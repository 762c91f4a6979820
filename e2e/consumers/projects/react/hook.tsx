// createAuth in a hook, and a page that uses it.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useAuth } from "./useAuth";

function App() {
  const { auth, session, status } = useAuth({ clientName: "A consumer", scopes: "read" });
  const server = () => new URLSearchParams(location.search).get("server") ?? "";
  return (
    <>
      {session
        ? <button onClick={() => session.signOut()}>Sign out</button>
        : <button onClick={() => auth?.signIn(server())}>Sign in</button>}
      <output>{session ? `Hello, ${session.account.handle}` : "Nobody is here."}</output>
      <p>{status}</p>
    </>
  );
}

createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
