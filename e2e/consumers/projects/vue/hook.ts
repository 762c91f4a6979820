import { createApp } from "vue";
import Account from "./shared/vue/Account.vue";

createApp(Account).mount("#root");
