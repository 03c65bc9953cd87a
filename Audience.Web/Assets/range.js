// Clicks on two days of the picture of a source fill in the range: the first day, then the last.

/** Listens for them; the fields for dates are there for the keyboard. */
export function chooseRange() {
  const [start, end] = ["START_TIME", "END_TIME"].map((id) => document.getElementById(id));
  document.addEventListener("click", ({ target }) => {
    const day = target.closest?.("#timeline [data-day]")?.dataset.day;
    if (!day || !start) return;
    if (start.value && !end.value && day >= start.value) {
      const after = new Date(day);
      after.setUTCDate(after.getUTCDate() + Number(document.getElementById("timeline").dataset.days));
      end.value = after.toISOString().slice(0, 10);
    } else [start.value, end.value] = [day, ""];
  });
}
