export default { build: { rollupOptions: { input: ["index.html", "hook.html"] } } };
