export { Account as default } from "../../shared/react/Account";
