import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Account } from "./shared/react/Account";

createRoot(document.getElementById("root")!).render(<StrictMode><Account /></StrictMode>);
