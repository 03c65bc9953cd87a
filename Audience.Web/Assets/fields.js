// Fields that scripts mark as the server does.

/** Puts each mistake of a list beside its field, too. */
export function markFields(form, part) {
  for (const old of form.querySelectorAll(".mistake[id]")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const link of part.querySelectorAll(".mistakes a")) {
    const field = document.getElementById(link.hash.slice(1));
    if (!form.contains(field)) continue;
    const text = document.createElement("p");
    text.className = "mistake";
    text.id = field.id + "-mistake";
    text.textContent = link.textContent;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${field.id}-hint ${text.id}`);
    (field.matches("fieldset") ? field : field.parentElement).append(text);
  }
}
