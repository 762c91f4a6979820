import { Tag } from "../../shared/react/Tag";

export default function Page() {
  return <Tag />;
}
