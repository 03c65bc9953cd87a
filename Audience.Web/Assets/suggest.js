// Adds a suggested keyword to the rules without a page load; a PATTERN in JSON is the server's to change.

/** Listens to the buttons that add a keyword. */
export function addSuggestions() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add-keyword]");
    const rules = document.getElementById("PATTERN");
    if (!button || !rules || rules.value.trimStart().startsWith("{")) return;
    event.preventDefault();
    const lines = rules.value.trimEnd();
    const divider = lines.includes("\t") || lines === "" ? "\t" : ",";
    rules.value = (lines ? lines + "\n" : "") + button.dataset.addLabel + divider + button.dataset.addKeyword;
    button.disabled = true;
    rules.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
