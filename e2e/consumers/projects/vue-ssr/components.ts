import Account from "./shared/vue/Account.vue";
import Tag from "./shared/vue/Tag.vue";

export const components = { account: Account, tag: Tag };
