import { createSSRApp } from "vue";
import { components } from "./components";

const place = document.getElementById("app")!;
createSSRApp(components[place.dataset.component as keyof typeof components]).mount(place);
