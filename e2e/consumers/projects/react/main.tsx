import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Tag } from "./shared/react/Tag";

// @ts-expect-error a typo in an attribute
export const typo = () => <mastodon-login clientname="My app" />;

createRoot(document.getElementById("root")!).render(<StrictMode><Tag /></StrictMode>);
