import { load } from "mastoauth";
import "../app/main.js";

load({ wasm: "/mastoauth.wasm" });
