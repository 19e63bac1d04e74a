// The staff's inbox without page loads: the list, the open conversation, and what staff do with it.

import { Line } from "./line.js";
import { Saved, keys } from "./inbox-keys.js";
import { Bell, Colleagues, clocks, element, title, words } from "./inbox-signs.js";
import * as thread from "./inbox-thread.js";

const root = document.getElementById("inbox");
const list = document.getElementById("inbox-list");
const panes = document.getElementById("inbox-panes");
const mark = root.querySelector("[data-live-mark]");
const chooseOne = thread.section() ? null : panes.innerHTML;
const colleagues = new Colleagues();
const bell = new Bell(root.querySelector("[data-action=sound]"));
const line = new Line({
  port: root.dataset.livePort,
  look: (whole) => Promise.all([relist(), refresh(whole)]),
  onFrame: heard,
  onState: shown,
  place: thread.conversation,
});
const tick = clocks(() => line.look(true));
const ask = (url, options) => line.ask(url, options);
const PAUSE = 500; // between two lists, however much happens
let listed = 0;
let listing;

function heard(frame) {
  if (frame.type === "here") colleagues.all(frame.present);
  if (frame.type === "presence") colleagues.one(frame);
  if (frame.type !== "changed") return;
  if (frame.conversation === thread.conversation()) refresh(!["message", "status", "note"].includes(frame.what));
  clearTimeout(listing);
  listing = setTimeout(relist, Math.max(100, listed + PAUSE - Date.now())); // the thread goes first
}

function shown(state, login) {
  mark.replaceChildren();
  mark.dataset.state = root.dataset.line = state;
  root.style.setProperty("--line-words", JSON.stringify(login ? words.logged_out : words.live_off));
  if (state === "live") return;
  if (state === "off") colleagues.all([]);
  mark.append(element(login ? "a" : "span", "", login ? words.logged_out : words.live_off));
  if (login) mark.firstElementChild.href = login;
}

// One at a time; what is asked for meanwhile is done once more at the end.
function oneAtATime(work) {
  let running = Promise.resolve();
  let next = null;
  return (more) => {
    if (next) next.more ||= more;
    else {
      const mine = (next = { more });
      const begin = () => ((next = null), work(mine.more));
      mine.done = running = running.then(begin).catch(() => {}); // the line says that it is down
    }
    return next.done;
  };
}

const relist = oneAtATime(async (byHand) => {
  const address = location.search;
  listed = Date.now();
  const answer = await ask(root.dataset.listUrl + address, { quiet: !byHand });
  const rows = await answer.text(); // before the look at the address: somebody may open a row meanwhile
  if (!answer.ok || address !== location.search) return;
  const before = attention();
  const focus = list.contains(document.activeElement) && nameOf(document.activeElement);
  const top = list.querySelector(".inbox-rows")?.scrollTop;
  list.innerHTML = rows;
  list.querySelector(".inbox-rows").scrollTop = top ?? 0;
  if (focus) list.querySelector(focus)?.focus();
  named();
  if (attention() > before && !byHand) bell.ring();
});

// `whole`: also the buttons, and what is known of the guest.
const refresh = oneAtATime(async (whole) => {
  const id = thread.conversation();
  if (!id) return;
  const answer = await ask(whole ? threadUrl(id) : thread.newsUrl(), { quiet: true });
  const content = thread.parsed(await answer.text());
  if (!answer.ok || id !== thread.conversation()) return;
  const moved = !whole && content.firstElementChild.dataset.seen !== thread.section().dataset.seen;
  const news = whole ? thread.renew(content) : thread.merge(content.firstElementChild.children);
  if (!whole) thread.section().dataset.now = content.firstElementChild.dataset.now;
  if (news.some((item) => item.matches(".inbox-by-guest")) && thread.section().dataset.mine) bell.ring();
  named();
  if (moved) refresh(true);
});

function named() {
  tick();
  colleagues.show();
  title(waiting(), thread.section()?.getAttribute("aria-label"));
  const badge = document.querySelector(`ol a[href="${root.dataset.pageUrl}"] > span:nth-of-type(3)`); // of the side bar
  if (badge) [badge.textContent, badge.hidden] = [waiting(), !waiting()];
}

const waiting = () => Number(list.querySelector("[data-folder=waiting]")?.dataset.count ?? 0);
const attention = () => waiting() + list.querySelectorAll(".inbox-unread").length;

function nameOf(node) {
  const name = ["conversation", "folder"].find((one) => one in node.dataset);
  return name && `[data-${name}="${node.dataset[name]}"]`;
}

function threadUrl(id) {
  return root.dataset.threadUrl.replace("/0/", `/${id}/`) + location.search;
}

let opening = 0;
async function open(id, address) {
  const mine = ++opening;
  if (address) history.pushState(null, "", address);
  for (const row of list.querySelectorAll("[data-row]"))
    if (row.dataset.conversation === String(id)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  root.classList.add("inbox-opened");
  try {
    const answer = await ask(threadUrl(id));
    const content = await answer.text();
    if (mine !== opening) return;
    if (answer.ok) panes.innerHTML = content;
    else panes.replaceChildren(element("p", "inbox-nothing", words.not_there));
    arrived();
  } catch {
    if (mine === opening) panes.replaceChildren(element("p", "inbox-nothing", words.failed));
  }
}

function arrived() {
  thread.recall();
  thread.toEnd();
  named();
  if (!list.checkVisibility()) document.getElementById("inbox-messages")?.focus({ preventScroll: true });
  line.rest();
  clearTimeout(arrived.later);
  arrived.later = setTimeout(() => line.say(), 150); // who leafs through the list looks at none of them
}

function shut(address) {
  opening++;
  if (address) history.pushState(null, "", address);
  root.classList.remove("inbox-opened");
  list.querySelector("[data-row][aria-current]")?.focus();
  panes.innerHTML = chooseOne ?? "";
  for (const row of list.querySelectorAll("[aria-current][data-row]")) row.removeAttribute("aria-current");
  named();
  line.say();
}

// Another folder, page or search, with the same conversation open.
function go(address, replace = false) {
  const url = new URL(address, location.href);
  if (thread.conversation()) url.searchParams.set("c", thread.conversation());
  history[replace ? "replaceState" : "pushState"](null, "", url);
  root.querySelector(".inbox-search [name=folder]").value = url.searchParams.get("folder") ?? "";
  if (!replace) root.querySelector(".inbox-search [name=q]").value = url.searchParams.get("q") ?? "";
  relist(true);
}

function search(replace) {
  const asked = new URLSearchParams(new FormData(root.querySelector(".inbox-search")));
  go(`${root.dataset.pageUrl}?${asked}`, replace);
}

function step(by) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const row = rows[at < 0 ? 0 : at + by];
  row?.focus();
  row?.click();
}

async function act(form, submitter) {
  const { action } = form.dataset;
  const [id, body] = [thread.conversation(), new FormData(form, submitter)];
  const text = body.get("text") ?? "";
  const field = form.querySelector("textarea");
  const kind = action === "note" ? "note" : "reply";
  if (form.dataset.busy || (field && !text.trim())) return;
  form.dataset.busy = "1";
  thread.complain("");
  if (field) field.value = "";
  if (field) thread.keep(kind, "");
  line.rest();
  const pending = field && thread.pend(text, kind);
  const told = await done(form.action, body);
  pending?.remove();
  delete form.dataset.busy;
  const left = told.ok ? (told.text ?? body.get("draft")) : field && text;
  if (left) thread.keep(kind, left, id);
  if (told.ok && action === "template") thread.keep(kind, "", id);
  relist();
  if (id !== thread.conversation()) return;
  await refresh(!told.ok || !field);
  thread.complain(told.error);
  thread.recall();
  if (["take-over", "accept-suggestion", "send"].includes(action)) document.querySelector("[data-composer]")?.focus();
}

async function done(address, body) {
  try {
    return await (await ask(address, { method: "POST", body })).json();
  } catch {
    return { error: words.failed };
  }
}

async function why(link) {
  const place = link.closest("article").querySelector("[data-why-of]");
  place.hidden = !place.hidden;
  link.setAttribute("aria-expanded", String(!place.hidden));
  if (place.hidden || place.firstChild) return;
  place.innerHTML = await (await ask(link.href)).text();
}

async function earlier(link) {
  const content = thread.parsed(await (await ask(link.href)).text());
  thread.prepend(content.firstElementChild.children);
}

function clicked(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = event.target.closest("a, button");
  const { action, conversation } = target?.dataset ?? {};
  if (action === "help") return document.getElementById("inbox-help").showModal();
  if (!target?.matches("a")) return;
  if (target.matches("[data-row]")) open(Number(conversation), target.href);
  else if (target.matches("[data-why]")) why(target);
  else if (target.matches("[data-earlier]")) earlier(target);
  else if (action === "back") shut(location.pathname + location.search.replace(/[?&]c=\d+/, ""));
  else if (target.matches("[data-folder], [data-action=clear], .inbox-pages a")) go(target.href);
  else return;
  event.preventDefault();
}

root.addEventListener("click", clicked);
root.addEventListener("submit", (event) => {
  const search_ = event.target.matches(".inbox-search");
  if (!search_ && !event.target.matches("[data-action]")) return;
  event.preventDefault();
  if (search_) search(false);
  else act(event.target, event.submitter);
});
root.addEventListener("change", (event) => event.target.matches("[data-filter]") && search(false));
root.addEventListener("input", ({ target }) => {
  if (target.id === "inbox-search") {
    clearTimeout(search.later);
    search.later = setTimeout(() => search(true), 300);
  }
  const kind = thread.kindOf(target);
  if (kind) thread.keep(kind, target.value);
  if (kind) line.typing();
  const place = target.matches(".inbox-template [data-place]") && target.closest("form");
  for (const gap of place ? place.querySelectorAll(`mark[data-place="${target.dataset.place}"]`) : [])
    gap.textContent = target.value || `{{${target.dataset.place}}}`;
});
addEventListener("popstate", () => {
  const id = Number(new URLSearchParams(location.search).get("c"));
  relist(true);
  if (id && id !== thread.conversation()) open(id);
  else if (!id) shut();
});

keys(root, step);
new Saved((url) => ask(url));
thread.recall();
thread.toEnd();
named();
line.open();
