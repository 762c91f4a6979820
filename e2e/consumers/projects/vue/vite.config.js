import vue from "@vitejs/plugin-vue";

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "mastodon-login" } } })],
  build: { rollupOptions: { input: ["index.html", "hook.html"] } },
};
