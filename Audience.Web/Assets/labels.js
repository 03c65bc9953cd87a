// Shows the rules of one label at a time in the field for rules; what is sent is always all of them.

const maxTabs = 60;

/** Draws a button for each label of the rules, where there are several. */
export function labelTabs() {
  const [area, bar] = ["PATTERN", "rule-labels"].map((id) => document.getElementById(id));
  if (!area || !bar) return;
  // The label whose lines are in the field, the other lines, and before which of them its own stand.
  let chosen = null;
  let others = [];
  let place = 0;

  const whole = () => {
    if (chosen === null) return area.value;
    const own = area.value.split("\n").filter((line) => line.trim() !== "");
    return [...others.slice(0, place), ...own, ...others.slice(place)].join("\n");
  };
  const choose = (label) => {
    const lines = whole().split("\n");
    chosen = label;
    others = lines.filter((line) => labelOf(line) !== label);
    place = lines.findIndex((line) => labelOf(line) === label);
    area.value = label === null ? lines.join("\n") : lines.filter((line) => labelOf(line) === label).join("\n");
    draw();
    bar.querySelector("[aria-pressed=true]")?.focus();
  };
  const button = (label, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.setAttribute("aria-pressed", String(label === chosen));
    made.textContent = text;
    made.addEventListener("click", () => choose(label));
    return made;
  };
  const draw = () => {
    const counts = countByLabel(whole());
    bar.hidden = counts.size < 2;
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    bar.replaceChildren(
      button(null, `${bar.dataset.all} ${all}`),
      ...[...counts].slice(0, maxTabs).map(([label, count]) => button(label, `${label} ${count}`)),
    );
  };
  area.addEventListener("input", draw);
  area.form.addEventListener("formdata", ({ formData }) => formData.set("PATTERN", whole()));
  draw();
}

const labelOf = (line) => line.split(line.includes("\t") ? "\t" : ",", 1)[0].trim();

// A PATTERN in JSON has no lines to choose from.
function countByLabel(text) {
  const counts = new Map();
  if (text.trimStart().startsWith("{")) return counts;
  for (const line of text.split("\n")) if (line.trim() !== "") counts.set(labelOf(line), (counts.get(labelOf(line)) ?? 0) + 1);
  return counts;
}
