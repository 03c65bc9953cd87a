// Follows events of the server: a part with data-live is read anew when something happened, at most once a second.
import { renew } from "./parts.js";

const pause = 1000;

/** Reads parts with data-poll anew every other second, as long as the server says that something goes on. */
export function poll() {
  setInterval(() => {
    for (const part of document.querySelectorAll('[data-poll="true"]')) if (!document.hidden) renew(part).catch(() => {});
  }, 2 * pause);
}

/** Follows for every part that asks for it; the browser connects again by itself. */
export function follow() {
  for (const part of document.querySelectorAll("[data-live]")) {
    let waiting = false;
    const happened = () => {
      if (waiting || document.hidden) return;
      waiting = true;
      setTimeout(async () => {
        waiting = false;
        await renew(part).catch(() => {});
      }, pause);
    };
    const events = new EventSource(part.dataset.live);
    for (const kind of ["task", "gone", "reset"]) events.addEventListener(kind, happened);
    document.addEventListener("visibilitychange", happened);
    addEventListener("pagehide", () => events.close());
  }
}
