// The open conversation: what is new goes to its place, and nobody loses the place, the focus or the words.

import { element, words } from "./inbox-signs.js";

const NEAR = 120; // pixels above the end that still count as reading the end
const FIELDS = { reply: "[data-composer]", note: "#inbox-note textarea" };

export const section = () => document.getElementById("inbox-thread");
export const conversation = () => Number(section()?.dataset.conversation) || null;
const log = () => document.getElementById("inbox-messages");

export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// The address of what came after what is here; a little overlap, for a lower number may be stored later.
export function newsUrl() {
  const { newUrl, now } = section().dataset;
  const last = (kind) => Math.max(0, ...[...log().querySelectorAll(`[data-${kind}]`)].map((n) => n.dataset[kind]));
  const since = new Date(Date.parse(now) - 60_000).toISOString();
  return `${newUrl}?message=${last("message")}&note=${last("note")}&event=${last("event")}&since=${since}`;
}

export function toEnd() {
  log()?.scrollTo({ top: log().scrollHeight, behavior: "instant" });
  document.querySelector(".inbox-newest")?.remove();
}

// The items that were not here yet.
export function merge(items) {
  const view = log();
  const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
  const fresh = [];
  let day = null;
  for (const item of [...items]) {
    const known = key(item) && view.querySelector(`:scope > ${key(item)}`);
    if (item.dataset.day) day = known ? null : item;
    else if (known) change(known, item);
    else if (key(item)) {
      place(view, item);
      if (day) item.before(day);
      day = null;
      fresh.push(item);
    }
  }
  if (fresh.length) view.querySelector(":scope > .inbox-nothing")?.remove();
  if (fresh.length && atEnd) toEnd();
  else if (fresh.length && !document.querySelector(".inbox-newest")) offerEnd(view);
  return fresh;
}

// Earlier ones above, with the reader's eye where it was.
export function prepend(items) {
  const view = log();
  const below = view.scrollHeight - view.scrollTop;
  view.querySelector(":scope > [data-earlier]")?.remove();
  for (const item of [...items].filter((one) => key(one) || one.matches("[data-earlier]")).reverse()) {
    const known = key(item) && view.querySelector(`:scope > ${key(item)}`);
    if (known && !item.dataset.day) continue;
    known?.remove();
    view.prepend(item);
  }
  view.scrollTo({ top: view.scrollHeight - below, behavior: "instant" });
}

// The whole conversation as it is now: all but the messages and a box somebody writes in is put anew.
export function renew(content) {
  const fresh = content.querySelector("#inbox-thread");
  const [old, view] = [section(), log()];
  const writing = focused();
  const caret = writing && document.activeElement.selectionStart;
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  const news = merge(fresh.querySelector("#inbox-messages").children);
  const [box, newBox] = [old, fresh].map((one) => one.querySelector(".inbox-composer"));
  if (box && newBox && shape(box) === shape(newBox)) keepBox(box, newBox);
  const parts = [...fresh.children];
  const at = parts.findIndex((part) => part.id === "inbox-messages");
  const kept = fresh.contains(newBox) ? null : box;
  for (const part of [...old.children])
    if (part !== view && part !== kept && !part.matches(".inbox-newest, .inbox-refused")) part.remove();
  view.before(...parts.slice(0, at));
  if (kept) kept.before(...parts.slice(at + 1));
  else view.after(...parts.slice(at + 1));
  view.after(...old.querySelectorAll(".inbox-newest"));
  document.getElementById("inbox-about")?.replaceWith(content.querySelector("#inbox-about"));
  recall();
  if (writing && !kept) resume(writing, caret);
  return news;
}

export function pend(text, kind) {
  const bubble = element("article", kind === "note" ? "inbox-note" : "inbox-bubble inbox-by-staff");
  bubble.dataset.pending = text;
  bubble.append(element("p", "inbox-text", text), element("footer", "", words.sending));
  log().append(bubble);
  toEnd();
  return bubble;
}

export function complain(text) {
  document.querySelector(".inbox-refused")?.remove();
  if (!text || !log()) return;
  const banner = element("p", "inbox-banner inbox-refused");
  banner.setAttribute("role", "alert");
  banner.append(element("span", "", text));
  log().before(banner);
}

// Words that are not sent yet outlive a reload, another conversation, and a colleague who was quicker.
export function keep(kind, text, id = conversation()) {
  const name = `inbox ${kind} ${id}`;
  if (text) sessionStorage.setItem(name, text);
  else sessionStorage.removeItem(name);
}

export function recall() {
  for (const [kind, selector] of Object.entries(FIELDS)) {
    const text = sessionStorage.getItem(`inbox ${kind} ${conversation()}`);
    const field = document.querySelector(selector);
    if (field && text && !field.value) field.value = text;
    if (kind === "reply" && text && !field) showKept(text);
  }
}

export function kindOf(field) {
  return Object.keys(FIELDS).find((kind) => field.matches(FIELDS[kind]));
}

function showKept(text) {
  const place = document.querySelector(".inbox-template [data-place]:not(mark)");
  if (place) place.value ||= text;
  else if (!document.querySelector("[data-kept-draft]")) {
    const kept = element("p", "inbox-draft", text);
    kept.dataset.keptDraft = "";
    document.querySelector(".inbox-locked")?.before(kept);
  }
}

function focused() {
  const kind = document.activeElement && kindOf(document.activeElement);
  return kind && FIELDS[kind];
}

function resume(selector, caret) {
  const field = document.querySelector(selector);
  if (selector === FIELDS.note) document.getElementById("inbox-mode-note").checked = true;
  field?.focus();
  field?.setSelectionRange(caret, caret);
}

function key(item) {
  const name = ["message", "note", "event", "day"].find((one) => one in item.dataset);
  return name && `[data-${name}="${item.dataset[name]}"]`;
}

function place(view, item) {
  const at = Date.parse(item.dataset.at);
  const later = [...view.children].find((one) => one.dataset.pending || Date.parse(one.dataset.at) > at);
  const text = item.querySelector("p:not(.inbox-kind, .inbox-file)")?.textContent;
  const pending = [...view.querySelectorAll(":scope > [data-pending]")].find((one) => one.dataset.pending === text);
  view.insertBefore(item, later ?? null);
  pending?.remove();
}

// A reason that is shown, and a voice that is heard, stay.
function change(known, item) {
  const [shown, place] = [known, item].map((one) => one.querySelector("[data-why-of]"));
  const sounds = known.querySelector("audio, video");
  if (shown && place) place.replaceWith(shown);
  if (sounds && !sounds.paused) known.querySelector("footer")?.replaceWith(item.querySelector("footer"));
  else known.replaceWith(item);
}

function shape(box) {
  const forms = [...box.querySelectorAll("form[data-action]")].filter((form) => !form.closest(".inbox-suggestion"));
  return forms.map((form) => form.getAttribute("action")).join(" "); // in a template an address is relative to nothing
}

function keepBox(box, fresh) {
  for (const input of box.querySelectorAll("input[name=seen]"))
    input.value = fresh.querySelector("input[name=seen]").value;
  const suggestion = fresh.querySelector(".inbox-suggestion");
  box.querySelector(".inbox-suggestion")?.remove();
  if (suggestion) box.prepend(suggestion);
  fresh.remove();
}

function offerEnd(view) {
  const button = element("button", "inbox-newest house-button", words.new_message);
  button.type = "button";
  button.onclick = toEnd;
  view.after(button);
}
