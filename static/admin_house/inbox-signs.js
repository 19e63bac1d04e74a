// What moves by itself: countdowns, who is there, the count in the title, the sound.

const template = document.getElementById("inbox-words");
export const words = Object.fromEntries(
  [...(template?.content.children ?? [])].map((word) => [word.dataset.word, word.textContent]),
);
const MUTED = "inbox muted";

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// Every second. `over` is called once for each clock that has run down.
export function clocks(over) {
  const told = new Set();
  const tick = () => {
    for (const clock of document.querySelectorAll("time[data-countdown]")) {
      const left = Date.parse(clock.dataset.countdown) - Date.now();
      show(clock, left > 0 ? span(left) : words.expired);
      clock.toggleAttribute("data-soon", left < 1_000 * (clock.dataset.countdownWarns ?? 0));
      if (left > 0 || told.has(clock.dataset.countdown)) continue;
      told.add(clock.dataset.countdown);
      if (left > -60_000) over();
    }
    for (const clock of document.querySelectorAll("time[data-waits]"))
      show(clock, span(Math.max(0, Date.now() - Date.parse(clock.dataset.waits)), false));
  };
  setInterval(tick, 1_000);
  return tick;
}

function show(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function span(ms, withSeconds = true) {
  const minutes = Math.floor(ms / 60_000);
  const [d, h, m] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (d) return filled(words.days, { d, h });
  if (h) return filled(words.hours, { h, m });
  return m || !withSeconds ? filled(words.minutes, { m }) : filled(words.seconds, { s: Math.ceil(ms / 1_000) });
}

// Colleagues by conversation, as the socket tells.
export class Colleagues {
  constructor() {
    this.at = new Map();
  }

  all(list) {
    this.at = new Map(list.map((one) => [one.conversation, one]));
    this.show();
  }

  one(frame) {
    this.at.set(frame.conversation, frame);
    this.show();
  }

  show() {
    for (const node of document.querySelectorAll("[data-viewers]"))
      show(node, named("viewing", this.at.get(Number(node.dataset.viewers))?.viewers));
    for (const node of document.querySelectorAll("[data-typing]"))
      show(node, named("typing", this.at.get(Number(node.dataset.typing))?.typing));
  }
}

function named(doing, people = []) {
  if (!people.length) return "";
  return filled(people.length > 1 ? words[`${doing}_many`] : words[doing], { names: people.join(", ") });
}

export function title(count, name) {
  const rest = [name, words.title].filter(Boolean).join(" · ");
  document.title = count ? `(${count}) ${rest}` : rest;
}

// A browser lets nobody make a sound before the first click.
export class Bell {
  constructor(button) {
    this.button = button;
    this.muted = localStorage.getItem(MUTED) === "1";
    addEventListener("pointerdown", () => (this.context ??= new AudioContext()), { once: true });
    button.addEventListener("click", () => this.mute(!this.muted));
    button.hidden = false;
    this.mute(this.muted);
  }

  mute(muted) {
    this.muted = muted;
    if (muted) localStorage.setItem(MUTED, "1");
    else localStorage.removeItem(MUTED);
    this.button.setAttribute("aria-pressed", String(!muted));
    this.button.title = muted ? words.sound_off : words.sound_on;
    this.button.firstElementChild.textContent = muted ? "notifications_off" : "notifications";
    this.button.lastElementChild.textContent = this.button.title;
  }

  ring() {
    if (this.muted || !this.context) return;
    const { context } = this;
    const [tone, volume, now] = [context.createOscillator(), context.createGain(), context.currentTime];
    tone.frequency.setValueAtTime(880, now);
    tone.frequency.setValueAtTime(660, now + 0.12);
    volume.gain.setValueAtTime(0.12, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.35);
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + 0.35);
  }
}
