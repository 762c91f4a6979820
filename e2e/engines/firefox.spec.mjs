import { launch } from "./firefox.mjs";
import { journey } from "./journey.mjs";

journey("Firefox", launch);
