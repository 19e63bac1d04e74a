// The tape chart keeps itself up to date: holds count down, and it is asked for again when a guest was served, else every minute.

import { Line } from "./line.js";

const PAUSE = 2_000; // one look for a burst of events
const OFTEN = 20_000; // while the line is down
const TICK = 5_000;

const chart = document.getElementById("tape");
const line = new Line({
  port: chart.dataset.livePort,
  look: (whole) => (whole || Date.now() - looked > OFTEN) && refresh(),
  onFrame: (frame) => frame.type === "changed" && soon(),
  onState: (state, login) => state === "out" && loggedOut(login),
});

let timer;
let looked = Date.now();

function soon() {
  timer ??= setTimeout(refresh, PAUSE);
}

async function refresh() {
  clearTimeout(timer);
  timer = undefined;
  if (document.hidden) return;
  looked = Date.now();
  try {
    const answer = await line.ask(location.href, { quiet: true });
    if (answer.ok) show(await answer.text());
  } catch {
    const mark = chart.querySelector(".tape-as-of");
    if (line.state !== "out") mark.textContent = `${chart.dataset.stale} ${chart.querySelector(".tape-scroll").dataset.asOf}`;
    mark.classList.add("is-stale");
  }
}

function show(html) {
  const { scrollLeft: left, scrollTop: top } = chart.querySelector(".tape-scroll");
  const key = chart.contains(document.activeElement) && document.activeElement.dataset.key;
  chart.innerHTML = html;
  chart.querySelector(".tape-scroll").scrollTo({ left, top, behavior: "instant" });
  if (key) chart.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  countDown();
}

function loggedOut(login) {
  const link = Object.assign(document.createElement("a"), { className: "house-link", href: login, textContent: chart.dataset.loggedOut });
  chart.querySelector(".tape-as-of").replaceChildren(link);
}

function countDown() {
  for (const time of chart.querySelectorAll("time[data-until]")) {
    const left = Math.ceil((new Date(time.dataset.until) - Date.now()) / 60_000);
    time.textContent = left > 0 ? chart.dataset.minutes.replace("{}", left) : chart.dataset.over;
    const bar = time.closest(".tape-bar");
    if (left <= 0 && !bar.classList.contains("is-leaving")) {
      bar.classList.add("is-leaving");
      soon();
    }
  }
}

for (const choice of document.querySelectorAll(".tape-toolbar select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
setInterval(() => document.hidden || countDown(), TICK);
countDown();
line.open();
