// Quality review by keyboard: every key presses what shows it; Enter says right, or saves the correction that was begun.
const TEXT = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";
const root = document.getElementById("quality");
const form = document.getElementById("quality-form");
const all = root?.querySelector("[data-intent]");
const shorts = form ? [...form.querySelectorAll("[name=short]")] : [];

root?.querySelector("[data-this]")?.scrollIntoView({ block: "center" });
document.querySelector(".quality-row[aria-current]")?.scrollIntoView({ block: "nearest" });
for (const select of root?.querySelectorAll("[data-filter] select") ?? []) {
  select.addEventListener("change", () => select.form.requestSubmit());
  select.form.querySelector("button").hidden = true;
}

// The nine keys and the list of all are one choice.
for (const short of shorts) short.addEventListener("change", () => (all.value = short.value));
all?.addEventListener("change", () => {
  for (const short of shorts) short.checked = short.value === all.value;
});

function press(key) {
  const button = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
  button?.click();
  if (button?.matches("[type=radio]")) button.focus();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (!root || event.defaultPrevented || event.isComposing || event.repeat) return;
  const { key, target } = event;
  const save = form?.querySelector("button[value=wrong]");
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) save?.click();
  else if (key === "Escape") return target.blur?.();
  else if (event.ctrlKey || event.metaKey || event.altKey || target.closest(TEXT)) return;
  else if (key === "Enter") {
    if (target.closest("a, button, summary")) return;
    if (all?.value) save?.click();
    else if (!press("Enter")) return;
  } else if (!(key.length === 1 && press(key.toUpperCase()))) return;
  event.preventDefault();
});
