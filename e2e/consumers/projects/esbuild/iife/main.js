import { load } from "mastoauth";
import "../shared/main.js";

load({ wasm: "/mastoauth.wasm" });
