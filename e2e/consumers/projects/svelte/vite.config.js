import { svelte } from "@sveltejs/vite-plugin-svelte";

export default {
  plugins: [svelte()],
  build: { rollupOptions: { input: ["index.html", "hook.html"] } },
};
