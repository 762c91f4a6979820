// The tag as React's users write it.

import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "mastoauth/element";

function App() {
  const [handle, setHandle] = useState("");
  return (
    <>
      <mastodon-login
        client-name="A consumer" scopes="read"
        onsigned-in={({ detail }) => setHandle(detail.session.account.handle)}
        onsigned-out={() => setHandle("")}
      />
      <output>{handle ? `Hello, ${handle}` : "Nobody is here."}</output>
    </>
  );
}

// @ts-expect-error a typo in an attribute
export const typo = () => <mastodon-login clientname="A consumer" />;

createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
