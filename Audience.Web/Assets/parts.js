// Replaces a part of the page (an element with data-part, its own address) by what the server says it is now.

import { markFields } from "./fields.js";

/** Reads a part anew; keeps the keyboard's place, and says whether it is still there. */
export async function renew(part, address = part.dataset.part) {
  const answer = await fetch(address, { headers: { "X-Part": part.id }, redirect: "manual" });
  // Signed out, deleted meanwhile, or the API is away: the page itself says which.
  if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload();
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  if (!next || !part.isConnected) return;
  // What somebody reads is not taken away by news; another address is what they asked for.
  if (address === part.dataset.part && part.querySelector("details[open]")) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const scrolled = part.querySelector(".scroll")?.scrollLeft;
  part.replaceChildren(...next.childNodes);
  Object.assign(part.dataset, next.dataset);
  if (focused) part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  if (scrolled) part.querySelector(".scroll").scrollLeft = scrolled;
}

/** Lets a choice renew the part that it says, whose address ends with what is chosen. */
export function renewByChoice() {
  for (const choice of document.querySelectorAll("[data-renews]"))
    choice.addEventListener("change", () =>
      renew(document.getElementById(choice.dataset.renews), choice.dataset.address + encodeURIComponent(choice.value)),
    );
}

/** Lets forms that say which part they change search as one types. */
export function swapForms() {
  for (const form of document.querySelectorAll("form[data-part-form]")) {
    let timer;
    const search = async () => {
      const fields = [...new FormData(form)].filter(([, value]) => value !== "");
      const address = form.getAttribute("action") + (fields.length ? "?" + new URLSearchParams(fields) : "");
      history.replaceState(null, "", address);
      const part = document.getElementById(form.dataset.partForm);
      await renew(part, address);
      markFields(form, part);
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 250);
    });
    form.addEventListener("submit", (event) => {
      // A button of its own address changes more than the part.
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      clearTimeout(timer);
      search();
    });
  }
}
