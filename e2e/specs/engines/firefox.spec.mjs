import { launch } from "../../engines/firefox.mjs";
import { journey } from "./flow-list.mjs";

journey("Firefox", launch);
