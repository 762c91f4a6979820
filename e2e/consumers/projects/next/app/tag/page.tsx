import { Tag } from "../../shared/react/HydratedTag";

export default function Page() {
  return <Tag />;
}
