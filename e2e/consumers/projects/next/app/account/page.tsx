import { Account } from "../../shared/react/Account";

export default function Page() {
  return <Account />;
}
