import { mount } from "svelte";
import Account from "./shared/svelte/Account.svelte";

mount(Account, { target: document.getElementById("root")! });
