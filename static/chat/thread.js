// The thread on the page: stored messages in order, what is still on its way below, a line between days.

const locale = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const calendar = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const NEAR = 120; // pixels above the end that still count as reading the end
const MARGIN = 16;
const LINKS_AND_BOLD = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)*])|\*([^*\n]+)\*/g;

export class Thread {
  constructor({ words, onButton }) {
    this.words = words;
    this.onButton = onButton;
    this.stored = new Map(); // id → message
    this.pending = new Map(); // frame id → frame
    this.nodes = new Map(); // key → element
    this.view = document.getElementById("thread");
    this.log = document.getElementById("log");
    this.typing = document.getElementById("typing");
    this.newest = document.getElementById("newest");
    this.newest.onclick = () => this.toEnd();
    this.view.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // The keyboard of a phone makes the view smaller: who read the end still does.
    new ResizeObserver(() => this.atBottom && this.toEnd("instant")).observe(this.view);
    this.atBottom = true;
  }

  lastId() {
    return Math.max(0, ...this.stored.keys());
  }

  // Where the reader rests, not what a smooth scroll passes.
  scrolled() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.atBottom = this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < NEAR;
      if (this.atBottom) this.newest.hidden = true;
    }, 150);
  }

  // The end, but not past the first line of what is new.
  toEnd(behavior = "auto", news = null) {
    const end = this.view.scrollHeight - this.view.clientHeight;
    const top = news ? Math.min(end, news.offsetTop - MARGIN) : end;
    this.view.scrollTo({ top, behavior });
    this.newest.hidden = end - top < NEAR;
    this.atBottom = this.newest.hidden;
  }

  // True when one of them is news from the hotel.
  add(messages) {
    const fresh = messages.filter((message) => !this.stored.has(message.id));
    for (const message of fresh) {
      this.stored.set(message.id, message);
      this.pending.delete(message.frame);
    }
    if (fresh.length) this.show(false);
    return fresh.some((message) => message.from !== "guest");
  }

  wait(frame) {
    this.pending.set(frame.id, frame);
    this.show(true);
  }

  expect(isTyping) {
    this.typing.hidden = !isTyping;
    if (isTyping && this.atBottom) this.toEnd();
  }

  // Brings the list on the page in line with what is known, touching only what changed.
  show(mine) {
    const wanted = this.items();
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, node] of this.nodes) if (!keys.has(key)) this.remove(key, node);
    let place = this.log.firstElementChild;
    let news = null;
    for (const [key, make, status] of wanted) {
      if (!mine && !this.nodes.has(key)) news ??= key;
      const node = this.node(key, make, status);
      if (node === place) place = place.nextElementSibling;
      else this.log.insertBefore(node, place);
    }
    if (!this.settled) this.toEnd("instant");
    else if (mine || this.atBottom) this.toEnd("auto", this.nodes.get(news));
    else this.newest.hidden = false;
    this.settled = true;
  }

  remove(key, node) {
    node.remove();
    this.nodes.delete(key);
  }

  // An own message on the page only changes its tick: a screen reader has read the rest.
  node(key, make, status) {
    const known = this.nodes.get(key);
    if (!known) this.nodes.set(key, make());
    else if (known.dataset.status !== status) known.querySelector(".tick")?.replaceWith(this.tick(status));
    const node = this.nodes.get(key);
    node.dataset.status = status;
    return node;
  }

  // [key, how to make it, its status] of everything to show, in order.
  items() {
    const items = [];
    let day = "";
    const stored = [...this.stored.values()].sort((a, b) => a.id - b.id);
    for (const message of [...stored, ...this.pending.values()]) {
      const at = new Date(message.at);
      const name = this.dayName(at);
      if (name !== day) items.push([`day ${(day = name)}`, () => this.dayLine(name), ""]);
      items.push([message.frame ?? message.id, () => this.bubble(message), message.status ?? "stored"]);
    }
    const last = stored.at(-1);
    if (last && last.from !== "guest" && last.buttons.length && !this.pending.size)
      items.push([`chips ${last.id}`, () => this.chips(last.buttons), ""]);
    return items;
  }

  dayName(at) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
    return days === 0 ? this.words.today : days === 1 ? this.words.yesterday : calendar.format(at);
  }

  dayLine(name) {
    return element("div", "day", element("span", "", name));
  }

  bubble(message) {
    const time = element("time", "", clock.format(new Date(message.at)));
    time.dateTime = message.at;
    const foot = element("span", "foot", time);
    if (message.from === "guest") foot.append(this.tick(message.status ?? "stored"));
    const author = element("span", "author", this.words[message.from]);
    const words = element("p", "", ...formatted(message.text));
    return element("div", `message ${message.from}`, author, ...this.picture(message), words, foot);
  }

  picture(message) {
    if (!message.picture) return [];
    const picture = element("img", "picture");
    picture.src = `/chat/${this.words.slug}/pictures/${message.id}`;
    picture.alt = message.text;
    return [picture];
  }

  tick(status) {
    const tick = element("span", `tick ${status}`);
    tick.setAttribute("role", "img");
    tick.setAttribute("aria-label", this.words[status]);
    tick.title = this.words[status];
    return tick;
  }

  chips(buttons) {
    const row = element("div", "chips");
    for (const button of buttons) {
      const chip = element("button", "", button.title);
      chip.type = "button";
      chip.onclick = () => this.onButton(button);
      row.append(chip);
    }
    return row;
  }
}

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children); // strings become text nodes, never HTML
  return node;
}

function formatted(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(LINKS_AND_BOLD)) {
    parts.push(text.slice(end, match.index), match[1] ? link(match[1]) : element("strong", "", match[2]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function link(address) {
  const node = element("a", "", address);
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}
