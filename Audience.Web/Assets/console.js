// Everything works without scripts; with them, lists change without a page load and follow what happens.
import { swapForms } from "./parts.js";
import { follow } from "./live.js";

swapForms();
follow();
