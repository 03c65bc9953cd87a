// Tries the rules again as one types; the button does the same, and without scripts it loads the page.

import { markFields } from "./fields.js";

const pause = 700;

/** Listens to the form that says where it is previewed. */
export function previewAsTyped() {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const status = document.getElementById("preview-status");
  let timer, running;
  const ask = async () => {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    const part = document.getElementById("preview");
    part.setAttribute("aria-busy", "true");
    status.textContent = status.dataset.busy;
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")),
        headers: { "X-Part": "preview" },
        signal: mine.signal,
        redirect: "manual",
      });
      // Signed out, or the API is away: the page itself says which.
      if (!answer.ok) return form.submit();
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("preview");
      part.replaceChildren(...next.childNodes);
      markFields(form, part);
      status.textContent = part.querySelector(".mistakes a, [role=alert]") ? status.dataset.failed : status.dataset.done;
    } catch (error) {
      if (error.name === "AbortError") return;
      status.textContent = status.dataset.failed;
    }
    part.removeAttribute("aria-busy");
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A file counts once it is read into the field for rules.
    if (event.target.type === "file") return;
    if (isWorthAsking(form)) timer = setTimeout(ask, pause);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    ask();
  });
}

// Half a form is nobody's mistake yet.
function isWorthAsking(form) {
  const fields = new FormData(form);
  const has = (name) => (fields.get(name) ?? "").trim() !== "";
  return has("START_TIME") && has("END_TIME") && (has("PATTERN") || has("DATASET_NO") || has("MODEL_ID_LIST"));
}
