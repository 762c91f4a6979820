import { createApp } from "vue";
import Tag from "./shared/vue/Tag.vue";

createApp(Tag).mount("#root");
