import { mount } from "svelte";
import Tag from "./shared/svelte/Tag.svelte";

mount(Tag, { target: document.getElementById("root")! });
