// The conversation on screen: fetches what changed and changes only that.

import { bubbleNode } from "./bubble.js";
import { composer } from "./composer.js";
import { byId, h, icon } from "./dom.js";
import { mediaWord } from "./media.js";
import { alertDialog } from "./dialogs.js";
import { act, dayText, getChat, store } from "./store.js";

const list = byId("messages");
const scroller = byId("scroller");
const JOINED_SECONDS = 300;
const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_voice: "sending audio…", record_voice: "recording…",
  upload_document: "sending a file…", upload_video: "sending a video…" };

let atEnd = true;
let fetching = null;
let again = false;
let typingTimer = 0;

const on = {
  reply: (message, words) => composer.reply(message, words),
  edit: (message) => composer.edit(message),
  failed: (error) => toast(error.message),
  goTo,
  busy: (id, data) => Boolean(data) && (store.view?.waiting ?? []).some((each) => each.message === id && each.data === data),
};

/** Forget what is shown and look at another person's chat. */
export async function openChat() {
  store.version = 0;
  store.messages.clear();
  store.view = null;
  list.replaceChildren();
  byId("toasts").replaceChildren();
  composer.reset();
  await refresh();
  toEnd("instant");
}

/** Bring the screen up to date; calls that overlap become one more look. */
export async function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = look();
  try {
    await fetching;
  } finally {
    fetching = null;
  }
  if (again) {
    again = false;
    await refresh();
  }
  return null;
}

async function look() {
  const [person, first] = [store.person, store.version === 0];
  const view = await getChat();
  if (person !== store.person) return;
  store.view = view;
  store.chat = view.chat.id;
  store.version = view.version;
  const mine = apply(view, first);
  showHead(view);
  showPin(view);
  composer.show(view);
  if (!first) view.toasts.forEach((each) => (each.alert ? alertDialog(each.text) : toast(each.text)));
  if (atEnd || mine || first) toEnd(first ? "instant" : "smooth");
  else byId("jump-down").hidden = !view.messages.length;
}

function toEnd(behavior) {
  atEnd = true;
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

function apply(view, first) {
  const there = new Set(view.ids);
  for (const id of store.messages.keys()) {
    if (!there.has(id)) {
      store.messages.get(id).node.remove();
      store.messages.delete(id);
    }
  }
  let mine = false;
  for (const message of view.messages) {
    const known = store.messages.get(message.id);
    const node = bubbleNode(message, on);
    if (known) replaceKeepingFocus(known.node, node);
    else if (!first) {
      node.classList.add("new");
      mine ||= message.mine;
    }
    store.messages.set(message.id, { message, node });
  }
  for (const { node, message } of store.messages.values()) markBusy(node, message);
  arrange(view.ids);
  return mine;
}

/** An edited message keeps the keyboard focus on the button in the same place. */
function replaceKeepingFocus(old, fresh) {
  const buttons = [...old.querySelectorAll("button")];
  const index = buttons.indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (index >= 0) ([...fresh.querySelectorAll("button")][index] ?? byId("composer-input"))?.focus({ preventScroll: true });
}

function markBusy(node, message) {
  for (const button of node.querySelectorAll(".inline-button")) {
    if (on.busy(message.id, button.dataset.data)) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

/** Messages in order, a line before each new day, close ones joined. */
function arrange(ids) {
  list.querySelectorAll(".day, .intro").forEach((node) => node.remove());
  let [before, day] = [null, ""];
  let place = list.firstChild;
  for (const id of ids) {
    const { message, node } = store.messages.get(id);
    const today = dayText(new Date(message.date * 1000));
    if (today !== day) list.insertBefore(h("li", { class: "day" }, h("span", {}, today)), place);
    const close = before && today === day && before.sender === message.sender && !before.service && message.date - before.date < JOINED_SECONDS;
    node.classList.toggle("joined", Boolean(close && !before.keyboard.length));
    if (node === place) place = place.nextSibling;
    else list.insertBefore(node, place);
    [before, day] = [message, today];
  }
  if (!ids.length) list.append(intro());
}

function intro() {
  const about = store.view.about || "Press Start to say hello. Everything here happens on your own machine.";
  return h("li", { class: "intro" }, h("img", { src: "/page/icon.svg", alt: "", width: 64, height: 64 }), h("h2", {}, store.view.chat.title), h("p", {}, about));
}

function showHead(view) {
  byId("chat-name").textContent = view.chat.title;
  const status = byId("chat-status");
  const say = (text, busy) => {
    status.textContent = text;
    status.classList.toggle("busy", busy);
  };
  clearTimeout(typingTimer);
  const idle = view.chat.blocked ? "blocked" : view.chat.kind === "private" ? "bot" : "group";
  if (!view.typing) return say(idle, false);
  say(ACTIONS[view.typing.action] ?? "busy…", true);
  typingTimer = setTimeout(() => say(idle, false), view.typing.seconds * 1000);
  return null;
}

function showPin(view) {
  const bar = byId("pin");
  const pinned = view.pinned.map((id) => store.messages.get(id)?.message).filter(Boolean).at(-1);
  bar.hidden = !pinned;
  if (!pinned) return;
  bar.replaceChildren(h("b", {}, "Pinned message"), h("span", {}, pinned.text.split("\n")[0] || mediaWord(pinned.media)));
  bar.onclick = () => goTo(pinned.id);
}

function goTo(id) {
  const node = store.messages.get(id)?.node;
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("flash");
  setTimeout(() => node.classList.remove("flash"), 1400);
}

/** A note that fades by itself. */
export function toast(text) {
  const node = h("div", { class: "toast", dataset: { testid: "toast" } }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), 3500);
}

/** Where the newest message is in view, it stays so, whatever grows, shrinks or loads; only scrolling up ends that. */
function keepAtEnd() {
  let [top, height] = [0, 0];
  scroller.addEventListener("scroll", () => {
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    const resized = scroller.clientHeight !== height;
    if (left < 60) [atEnd, byId("jump-down").hidden] = [true, true];
    else if (scroller.scrollTop < top && left > 140 && !resized) atEnd = false;
    [top, height] = [scroller.scrollTop, scroller.clientHeight];
  });
  const stay = new ResizeObserver(() => { if (atEnd) toEnd("instant"); });
  stay.observe(scroller);
  stay.observe(list);
}

export function startChat() {
  byId("jump-down").append(icon("down"));
  byId("jump-down").addEventListener("click", () => toEnd("smooth"));
  keepAtEnd();
  composer.start({ failed: on.failed, unblock: () => act("unblock").then(() => act("say", { text: "/start" })) });
}
