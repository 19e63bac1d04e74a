// The first page keeps its figures fresh while somebody looks: at once when a guest is served, else every minute.

import { Line } from "./line.js";

const PAUSE = 2_000;
const MINUTE = 60_000;
const board = document.getElementById("today");
const line = new Line({
  port: board.dataset.livePort,
  look: refresh,
  onFrame: (frame) => frame.type === "changed" && soon(),
  onState: () => {},
  poll: MINUTE,
});

let timer;
function soon() {
  timer ??= setTimeout(refresh, PAUSE);
}

async function refresh() {
  clearTimeout(timer);
  timer = undefined;
  if (document.hidden) return;
  try {
    const answer = await line.ask(board.dataset.url, { quiet: true });
    if (answer.ok) show(await answer.text());
  } catch {
    // The figures stay as they are until the line is back.
  }
}

function show(html) {
  const key = board.contains(document.activeElement) && document.activeElement.dataset.key;
  board.innerHTML = html;
  if (key) board.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

// Who may see no conversations hears of none.
if ("live" in board.dataset) line.open();
else setInterval(refresh, MINUTE);
