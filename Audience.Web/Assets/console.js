// Everything works without scripts; with them, lists change without a page load and follow what happens.
import { renewByChoice, swapForms } from "./parts.js";
import { follow, poll } from "./live.js";
import { chooseRange } from "./range.js";
import { previewAsTyped } from "./preview.js";
import { addSuggestions } from "./suggest.js";

swapForms();
follow();
poll();
renewByChoice();
chooseRange();
previewAsTyped();
addSuggestions();
