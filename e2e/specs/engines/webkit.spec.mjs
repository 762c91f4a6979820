import { launch } from "../../engines/webkit.mjs";
import { journey } from "./flow-list.mjs";

journey("WebKit", launch);
