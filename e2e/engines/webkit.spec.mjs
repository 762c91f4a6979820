import { launch } from "./webkit.mjs";
import { journey } from "./journey.mjs";

journey("WebKit", launch);
