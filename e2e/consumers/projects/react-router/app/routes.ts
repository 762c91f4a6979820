import { route } from "@react-router/dev/routes";

export default [route("tag", "routes/tag.tsx"), route("account", "routes/account.tsx"), route("version", "routes/version.ts")];
