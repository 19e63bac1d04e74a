// The web chat: what the visitor does, what the hotel answers, and nothing lost in between.

import { Line } from "./line.js";
import { Thread } from "./thread.js";

const RESEND = 10_000;
const TYPING = 30_000;

const chat = document.getElementById("chat");
const words = chat.dataset;
const form = document.getElementById("form");
const field = document.getElementById("text");
const notice = document.getElementById("line");
const openers = document.getElementById("openers");
const title = document.title;
const kept = `chat ${words.slug}`;

let unread = 0;
let typingEnds, noticeEnds;

const thread = new Thread({ words, onButton: (button) => say({ type: "button", button: button.id }, button.title) });
const line = new Line({
  slug: words.slug,
  livePort: words.livePort,
  lastId: () => thread.lastId(),
  onFrame: heard,
  onState: connected,
});

function say(content, text) {
  const frame = {
    ...content,
    id: newId(),
    language: document.documentElement.lang,
    from: "guest",
    text,
    at: new Date().toISOString(),
    status: "sending",
  };
  frame.frame = frame.id;
  thread.wait(frame);
  openers.hidden = true;
  keep();
  flush();
}

// Only over https and on localhost do browsers have randomUUID; a hotel may try this in its own network.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Everything not yet acknowledged, in order; the server stores each id once, so a repeat does no harm.
let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  for (const frame of [...thread.pending.values()]) {
    if (frame.status !== "sending") continue;
    const { type, id, language, button, text } = frame;
    const content = type === "button" ? { button } : { text };
    if (!(await line.send({ type, id, language, ...content }))) break;
  }
  flushing = false;
}

function heard(frame) {
  if (frame.type === "error") refused(frame);
  else {
    const news = thread.add(frame.messages ?? [frame.message]);
    if (frame.type === "ack") expectReply(frame);
    else if (news) replied();
    openers.hidden = thread.stored.size + thread.pending.size > 0;
  }
  keep();
}

function refused({ id, reason }) {
  tell(words[camel(reason)] ?? words.failed, 8_000);
  const frame = thread.pending.get(id);
  if (!frame || reason === "too_fast" || reason === "unknown_visitor") return;
  thread.pending.set(id, { ...frame, status: "failed" });
  thread.show(false);
}

function expectReply({ message, answering }) {
  clearTimeout(typingEnds);
  thread.expect(answering && thread.lastId() === message.id);
  typingEnds = setTimeout(() => thread.expect(false), TYPING);
}

function replied() {
  thread.expect(false);
  if (document.hidden) document.title = `(${++unread}) ${title}`;
}

function connected(state) {
  tell(words[state] ?? "");
  if (state !== "offline") flush();
}

// A passing word gives way to the state of the line.
function tell(text, passing = 0) {
  clearTimeout(noticeEnds);
  notice.textContent = text;
  notice.hidden = !text;
  if (passing) noticeEnds = setTimeout(() => tell(words[line.state] ?? ""), passing);
}

function camel(reason) {
  return String(reason).replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}

// What is on its way survives a reload.
function keep() {
  try {
    sessionStorage.setItem(kept, JSON.stringify([...thread.pending.values()]));
  } catch {
    // Storage may be switched off: then a reload loses what was not sent yet.
  }
}

function recall() {
  try {
    for (const frame of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) thread.wait(frame);
  } catch {
    // The same, or somebody else's value under our key.
  }
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  form.classList.toggle("ready", Boolean(field.value.trim()));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  fit();
  say({ type: "message" }, text);
});

field.addEventListener("input", fit);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-say]"))
  button.addEventListener("click", () => say({ type: "message" }, button.dataset.say));

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
});

setInterval(flush, RESEND);
recall();
line.open();
if (matchMedia("(pointer: fine)").matches) field.focus();
