// Everything works without scripts; with them, lists change without a page load and follow what happens.
// A page fetches what it uses, and no more.
import { renewByChoice, swapForms } from "./parts.js";

const has = (selector) => document.querySelector(selector) !== null;

swapForms();
renewByChoice();
if (has("[data-live], [data-poll]"))
  import("./live.js").then(({ follow, poll }) => {
    follow();
    poll();
  });
if (has("#START_TIME")) import("./range.js").then(({ chooseRange }) => chooseRange());
if (has("#rule-labels")) import("./labels.js").then(({ labelTabs }) => labelTabs());
if (has("form[data-preview]")) {
  import("./preview.js").then(({ previewAsTyped }) => previewAsTyped());
  import("./suggest.js").then(({ addSuggestions }) => addSuggestions());
}
