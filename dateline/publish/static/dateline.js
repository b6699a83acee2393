// Adds to pages that are complete without it: keys, relative times, claims beside their words, live updates.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const first = (selector, within = document) => within.querySelector(selector);

// ---- theme ----

for (const choice of all("[data-theme-choice]")) {
  const holder = choice.closest("[data-theme-static]");
  if (holder) {
    holder.hidden = false;
    choice.value = document.documentElement.dataset.theme;
  }
  choice.addEventListener("change", () => {
    document.documentElement.dataset.theme = choice.value;
    try { localStorage.setItem("theme", choice.value); } catch { /* storage is closed */ }
    if (!holder) choice.form.requestSubmit();
  });
}
if (!first("[data-theme-static]")) {
  try { localStorage.removeItem("theme"); } catch { /* storage is closed */ }
}

// ---- times ----

const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });

function relative(element) {
  const value = element.getAttribute("datetime");
  if (!value.includes("T")) return;
  const minutes = Math.floor((Date.now() - Date.parse(value)) / 60000);
  if (!(minutes >= 0) || minutes >= 7 * 24 * 60) return;
  element.dataset.long ??= element.textContent;
  element.title = element.dataset.long;
  const told = minutes < 60 ? words.format(-minutes, "minute") : minutes < 1440 ? words.format(-Math.floor(minutes / 60), "hour") : words.format(-Math.floor(minutes / 1440), "day");
  element.textContent = element.dataset.relative === "short" ? told : `${told} · ${element.dataset.long}`;
}

function times(within = document) { all("time[data-relative]", within).forEach(relative); }

times();
setInterval(() => times(), 60000);

// ---- claims beside their words ----

const motion = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

function light(id) {
  all(".is-lit").forEach((element) => element.classList.remove("is-lit"));
  const card = document.getElementById(`claim-${id}`);
  if (!card) return;
  card.open = true;
  card.classList.add("is-lit");
  all(".claimed").forEach((element) => element.classList.toggle("is-lit", element.dataset.claim === id));
  card.scrollIntoView({ block: "nearest", behavior: motion });
}

for (const element of all(".claimed")) element.addEventListener("click", () => light(element.dataset.claim));

function fromAddress() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.matches("details.claim")) light(target.id.slice(6));
  else if (target.matches(".anchor")) {
    const claim = target.parentElement.querySelectorAll(".claimed");
    const next = [...claim].find((element) => target.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (next) light(next.dataset.claim);
    target.scrollIntoView({ block: "center" });
  }
}

addEventListener("hashchange", fromAddress);
fromAddress();

// ---- days of the map ----

for (const bars of all("[data-brush]")) {
  let from = "";
  const day = (event) => event.target.closest("[data-day]")?.dataset.day ?? "";
  bars.addEventListener("pointerdown", (event) => { from = day(event); });
  bars.addEventListener("dragstart", (event) => event.preventDefault());
  bars.addEventListener("pointerup", (event) => {
    const to = day(event);
    if (!from || !to || from === to) return;
    const [first, last] = [from, to].sort();
    location.assign(bars.dataset.brush.replace("FIRST", first).replace("LAST", last));
  });
}

// ---- keys ----

const places = { f: "/", l: "/live", b: "/brief", e: "/events", n: "/figures", p: "/places", c: "/check" };
const help = document.getElementById("keys");
const opener = first("[data-help]");
let prefix = "";
let at = -1;

if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}

const seen = (element) => element.getClientRects().length > 0;

function step(by, wanted = () => true) {
  const steps = all("[data-step]");
  let next = at + by;
  while (steps[next] && !(seen(steps[next]) && wanted(steps[next]))) next += by;
  if (!steps[next]) return;
  at = next;
  all(".is-at").forEach((element) => element.classList.remove("is-at"));
  steps[at].classList.add("is-at");
  steps[at].setAttribute("tabindex", "-1");
  steps[at].focus({ preventScroll: true });
  steps[at].scrollIntoView({ block: "center", behavior: motion });
}

/* The first or the last of the steps. */
function end(last) {
  at = last ? all("[data-step]").length : -1;
  step(last ? -1 : 1);
}

/* Folds of the step the reader is at, closed or opened. */
function fold() {
  const folds = all("details", all("[data-step]")[at] ?? document);
  const isOpen = folds.some((one) => one.open);
  for (const one of folds) one.open = !isOpen;
}

function original() {
  const link = first("[data-original]", all("[data-step]")[at] ?? document) ?? first("[data-original]");
  if (link) link.click();
}

function open() {
  const here = all("[data-step]")[at];
  const link = here && (first("[data-open]", here) || first("a[href]", here));
  if (link) link.click();
}

function search() {
  const box = first("[data-search]");
  if (box) box.focus();
  else if (first('a[href="/search"]')) location.assign("/search");
}

/* A button of the step the reader is at, else of the first that has it: the queue of decisions. */
function press(key) {
  const has = (element) => all("[data-key]", element).find((button) => button.dataset.key.split(" ").includes(key));
  const steps = all("[data-step]");
  const button = (steps[Math.max(at, 0)] && has(steps[Math.max(at, 0)])) || (key === "u" && has(document));
  if (button) button.click();
}

const flagged = (element) => "flag" in element.dataset;

const keys = { j: () => step(1), k: () => step(-1), n: () => step(1, flagged), N: () => step(-1, flagged), o: open, x: fold, v: original, G: () => end(true), "/": search, "?": () => help.showModal() };

addEventListener("keydown", (event) => {
  const typing = help.open || event.target.closest?.("input, textarea, select, [contenteditable]");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    search();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (prefix === "g" && event.key === "g") {
    end(false);
    prefix = "";
    return;
  }
  if (prefix === "g" && places[event.key] && first('a[href="/live"]')) {
    location.assign(places[event.key]);
  } else if ("armu.".includes(event.key)) {
    press(event.key);
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
  prefix = event.key === "g" ? "g" : "";
});

// ---- live ----

const feed = first("[data-feed]");
const fresh = first("[data-fresh]");
const title = document.title;
const POLL_MILLISECONDS = 10000;
let waiting = [];

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function renumber() {
  const articles = all(".update", feed);
  articles.forEach((article, place) => {
    article.setAttribute("aria-posinset", place + 1);
    article.setAttribute("aria-setsize", "-1");
    article.tabIndex = 0;
  });
}

function insert() {
  feed.setAttribute("aria-busy", "true");
  for (const html of waiting) {
    const article = parsed(html);
    const same = document.getElementById(article.id);
    if (same) same.replaceWith(article);
    else if (feed.dataset.order === "oldest") feed.append(article);
    else feed.prepend(article);
  }
  waiting = [];
  times(feed);
  renumber();
  const updated = first("[data-updated]");
  const newest = first(".update .stamp time", feed);
  if (updated && newest && feed.dataset.order === "newest") updated.replaceWith(Object.assign(newest.cloneNode(true), { title: newest.title }));
  feed.setAttribute("aria-busy", "false");
  fresh.replaceChildren();
  document.title = title;
}

function announce() {
  if (!waiting.length) return;
  if (!document.hidden && scrollY < 200) {
    insert();
    return;
  }
  const button = fresh.firstElementChild ?? fresh.appendChild(document.createElement("button"));  // one button throughout: a new one would lose focus and clicks
  button.textContent = waiting.length === 1 ? fresh.dataset.one : fresh.dataset.many.replace("#", waiting.length);
  button.onclick = () => { insert(); scrollTo({ top: 0, behavior: motion }); };
  document.title = `(${waiting.length}) ${title}`;
}

function take(html) {
  const id = parsed(html).id;
  waiting = waiting.filter((one) => parsed(one).id !== id);
  waiting.push(html);
  announce();
}

const plain = (article) => article.textContent.replace(/\s+/g, " ").trim();
let seenHere = null;

/* Where the stream cannot be held open: the page is asked for again, and the server says so when nothing changed. */
async function poll() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-cache", headers: { accept: "text/html" } }).catch(() => null);
  if (!answer || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const articles = all("[data-feed] .update", page);
  seenHere ??= new Map();
  for (const article of articles.reverse()) {
    const known = seenHere.get(article.id);
    const here = document.getElementById(article.id);
    if (known !== plain(article) && (known !== undefined || !here)) take(article.outerHTML);
    seenHere.set(article.id, plain(article));
  }
}

/* A stream with its own poll behind it, for servers and proxies that let none through. */
function listen() {
  let timer = 0;
  const stream = "EventSource" in window && !first("[data-live=poll]") ? new EventSource("/live/stream") : null;
  const startPolling = () => { if (!timer) { poll(); timer = setInterval(poll, POLL_MILLISECONDS); } };
  const stopPolling = () => { clearInterval(timer); timer = 0; };
  if (!stream) startPolling();
  else {
    stream.addEventListener("update", (event) => take(event.data));
    stream.addEventListener("open", stopPolling);
    stream.addEventListener("error", startPolling);
  }
  return { close() { if (stream) stream.close(); stopPolling(); } };
}

if (feed) {
  feed.addEventListener("keydown", (event) => {
    const articles = all(".update", feed);
    const here = articles.indexOf(event.target.closest(".update"));
    const to = { PageDown: here + 1, PageUp: here - 1 }[event.key];
    if (here < 0 || to === undefined || !articles[to]) return;
    event.preventDefault();
    articles[to].focus();
  });
}

if (feed && feed.dataset.page === "1" && document.body.hasAttribute("data-live") && location.protocol !== "file:" && first("[data-pause]")) {
  let stream = listen();
  const pause = first("[data-pause]");
  const labels = [pause.textContent, pause.dataset.resume];
  pause.hidden = false;
  pause.addEventListener("click", () => {
    if (stream) { stream.close(); stream = null; } else stream = listen();
    pause.textContent = labels[stream ? 0 : 1];
  });
  addEventListener("scroll", announce, { passive: true });
  document.addEventListener("visibilitychange", announce);
  addEventListener("pagehide", () => stream && stream.close());
}
