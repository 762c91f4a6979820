export { Tag as default } from "../../shared/react/HydratedTag";
