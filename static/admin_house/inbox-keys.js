// One hand on the keyboard: letters press the button that shows them, / in the reply offers saved replies.

import { element, words } from "./inbox-signs.js";

const TEXT = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])";
const NO_LETTERS = "inbox no letters"; // who dictates or stumbles on keys switches them off
const CODE = /(^|\s)\/([\w-]*)$/;

export function keys(root, step) {
  const letters = document.getElementById("inbox-letters");
  letters.checked = localStorage.getItem(NO_LETTERS) !== "1";
  letters.addEventListener("change", () => localStorage.setItem(NO_LETTERS, letters.checked ? "" : "1"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea") && root.contains(target))
      target.form?.requestSubmit();
    else if (key === "Escape") escape(root, target);
    else if (letters.checked && !target.closest(TEXT) && !event.ctrlKey && !event.metaKey && !event.altKey)
      letter(root, event, step);
  });
  document.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll("details.inbox-menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
}

function letter(root, event, step) {
  const key = event.key.toUpperCase();
  if (document.querySelector("dialog[open]") || key.length !== 1) return;
  if (key === "J" || key === "K") step(key === "J" ? 1 : -1);
  else if (key === "/") document.getElementById("inbox-search").focus();
  else {
    const button = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
    if (!button) return;
    button.focus();
    button.click();
    if (button.matches("summary")) button.parentElement.querySelector("form button:enabled")?.focus();
    if (button.matches("#inbox-mode-note")) document.querySelector("#inbox-note textarea").focus();
  }
  event.preventDefault();
}

function escape(root, target) {
  const menu = root.querySelector("details.inbox-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (root.contains(target)) target.blur();
}

// The saved replies whose code begins as written, above the reply they are for.
export class Saved {
  constructor(ask) {
    this.ask = ask;
    this.list = element("ul", "inbox-saved");
    this.list.id = "inbox-saved";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.saved);
    document.addEventListener("input", (event) => event.target.matches("[data-composer]") && this.offer(event.target));
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("focusout", (event) => event.target === this.field && this.close());
  }

  async offer(field) {
    const found = CODE.exec(field.value.slice(0, field.selectionStart));
    if (!found) return this.close();
    const asked = (this.asked = {});
    const url = document.getElementById("inbox-thread").dataset.cannedUrl;
    const answer = await this.ask(`${url}?q=${encodeURIComponent(found[2])}`);
    if (asked !== this.asked || document.activeElement !== field) return;
    this.open(field, await answer.json(), found[2].length + 1);
  }

  open(field, replies, length) {
    this.field = field;
    this.length = length;
    this.list.replaceChildren(...replies.map((reply, at) => this.option(reply, at)));
    if (!replies.length) this.list.append(element("li", "house-quiet", words.no_saved));
    field.form.before(this.list);
    field.setAttribute("aria-controls", this.list.id);
    this.choose(replies.length ? 0 : -1);
  }

  option(reply, at) {
    const option = element("li");
    option.id = `inbox-saved-${at}`;
    option.setAttribute("role", "option");
    option.append(element("b", "", `/${reply.code}`), element("span", "", reply.text), element("i", "", reply.language));
    option.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    option.onclick = () => this.insert(reply);
    option.reply = reply;
    return option;
  }

  choose(at) {
    this.at = at;
    [...this.list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    this.list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  pressed(event) {
    if (!this.list.isConnected || event.target !== this.field || event.isComposing) return;
    const count = this.list.querySelectorAll("[role=option]").length;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (step && count) this.choose((this.at + step) % count);
    else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && this.at >= 0)
      this.insert(this.list.children[this.at].reply);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  // At the cursor, in place of what was typed; a gap nobody could fill is marked for the hand to fill.
  insert({ text, missing }) {
    const { field, length } = this;
    const end = field.selectionStart;
    field.setRangeText(text, end - length, end, "end");
    this.close();
    const gap = missing.length ? field.value.indexOf(`{${missing[0]}}`) : -1;
    if (gap >= 0) field.setSelectionRange(gap, gap + missing[0].length + 2);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.asked = null;
    this.list.remove();
    this.field?.removeAttribute("aria-controls");
    this.field?.removeAttribute("aria-activedescendant");
  }
}
