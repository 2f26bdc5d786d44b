// Who one is at the moment: the list with unread badges, adding somebody, the chat's own menu.

import { openChat, toast } from "./chat.js";
import { avatar, byId, h, icon } from "./dom.js";
import { act, addPerson, getState, setNow, store } from "./store.js";

const unreadOf = (person) => person.chats.reduce((sum, chat) => sum + chat.unread, 0);
const badge = (count) => (count ? h("span", { class: "badge", "data-testid": "unread", "aria-label": `${count} unread` }, String(count)) : null);

/** Fetch who is there and draw them. */
export async function showPeople() {
  const state = await getState();
  store.people = state.people;
  setNow(state.now);
  if (!store.people.some((each) => each.id === store.person)) store.person = store.people[0]?.id ?? 0;
  draw();
}

function draw() {
  byId("people").replaceChildren(...store.people.flatMap((person) => [entry(person), ...groups(person)]));
  const me = store.people.find((each) => each.id === store.person);
  const elsewhere = store.people.filter((each) => each.id !== store.person).reduce((sum, each) => sum + unreadOf(each), 0);
  const strip = byId("open-people");
  strip.replaceChildren(...(me ? [avatar(me), h("span", { class: "person-name" }, me.name), badge(elsewhere)].filter(Boolean) : []));
  strip.setAttribute("aria-label", me ? `You are ${me.name}. Choose a person` : "Choose a person");
}

function entry(person) {
  const current = person.id === store.person;
  const own = person.chats[0];
  return h("li", {}, h("button", {
    type: "button", class: "person", "aria-current": current && store.chat === own.id ? "true" : null, dataset: { testid: `person-${person.id}` },
    onclick: () => choose(person.id, own.id),
  }, avatar(person), h("span", { class: "person-name" }, person.name), current && store.chat === own.id ? null : badge(own.unread)));
}

const groups = (person) =>
  person.id !== store.person ? [] : person.chats.slice(1).map((chat) =>
    h("li", {}, h("button", {
      type: "button", class: "person", "aria-current": store.chat === chat.id ? "true" : null, dataset: { testid: `chat-${chat.id}` },
      onclick: () => choose(person.id, chat.id),
    }, avatar({ id: Math.abs(chat.id), name: chat.title }), h("span", { class: "person-name" }, chat.title, h("small", {}, "group")),
    store.chat === chat.id ? null : badge(chat.unread))));

/** Become this person, in this chat. */
export async function choose(person, chat) {
  store.person = person;
  store.chat = chat;
  localStorage.setItem("person", String(person));
  await openChat();
  await showPeople();
  closeSheets();
  document.dispatchEvent(new CustomEvent("person-chosen"));
}

export function closeSheets() {
  document.querySelectorAll(".panel.open").forEach((panel) => panel.classList.remove("open"));
  byId("backdrop").hidden = true;
}

export function openSheet(id) {
  byId(id).classList.add("open");
  byId("backdrop").hidden = false;
  byId(id).querySelector("button, select, input")?.focus();
}

function startMenu() {
  const menu = byId("chat-menu");
  const button = byId("chat-menu-button");
  button.append(icon("dots"));
  const item = (name, label, testid, action, extra = "") =>
    h("button", { type: "button", role: "menuitem", class: extra, dataset: { testid }, onclick: () => action().catch((error) => toast(error.message)) }, icon(name), label);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    const blocked = store.view?.chat.blocked;
    menu.replaceChildren(
      item("broom", "Clear the chat", "clear", () => act("clear")),
      blocked ? item("check", "Unblock the bot", "unblock", () => act("unblock")) : item("block", "Block the bot", "block", () => act("block"), "danger"));
    menu.hidden = !menu.hidden;
    if (!menu.hidden) menu.querySelector("button").focus();
  });
  document.addEventListener("click", () => { menu.hidden = true; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.hidden = true;
    button.focus();
  });
}

function startTheme() {
  const button = byId("theme");
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = () => button.replaceChildren(icon(dark() ? "sun" : "moon"), dark() ? "Light theme" : "Dark theme");
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", document.documentElement.dataset.theme);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}

export function startPeople() {
  const form = byId("add-person");
  form.querySelector("button").append(icon("plus"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { id } = await addPerson(form.elements.namedItem("name").value);
      form.reset();
      await choose(id, id);
    } catch (error) {
      toast(error.message);
    }
  });
  document.querySelectorAll(".panel-close").forEach((button) => {
    button.append(icon("close"));
    button.addEventListener("click", closeSheets);
  });
  byId("open-people").addEventListener("click", () => openSheet("people-panel"));
  byId("backdrop").addEventListener("click", closeSheets);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeSheets(); });
  startMenu();
  startTheme();
}
