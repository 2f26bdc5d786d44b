// Where one writes: the field, the commands menu, attachments, the reply keyboard, Start and Restart.

import { locationDialog, stickerDialog, voiceSample } from "./dialogs.js";
import { byId, h, icon } from "./dom.js";
import { act, sendFile, store } from "./store.js";

const root = byId("composer");
let failed = () => {};
let unblock = () => {};
let mode = null; // {kind: "reply" | "edit", message, words}
let keysHidden = false;
let keysShown = "";

const input = h("textarea", { id: "composer-input", rows: 1, "aria-label": "Message", dataset: { testid: "composer-input" } });
const send = h("button", { type: "submit", class: "icon-button send", "aria-label": "Send", dataset: { testid: "send" } }, icon("send"));
const button = (name, label, testid, onclick) =>
  h("button", { type: "button", class: "icon-button", "aria-label": label, dataset: { testid }, onclick }, icon(name));
const attach = button("clip", "Attach", "attach", (event) => toggleAttach(event));
const slash = button("slash", "Commands", "commands-button", () => toggleCommands());
const stickers = button("smile", "Stickers", "stickers", () => stickerDialog((emoji) => act("sticker", { emoji }).catch(failed)));
const keys = button("keyboard", "Show or hide the keyboard", "keyboard-toggle", () => {
  keysHidden = !keysHidden;
  composer.show(store.view);
});
const form = h("form", { class: "composer-row", onsubmit: submit }, attach, slash, input, stickers, keys, send);
const modeBar = h("div", { class: "mode", hidden: true });
const replyKeys = h("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard", dataset: { testid: "reply-keyboard" }, hidden: true });
const commands = h("div", { class: "commands", role: "menu", "aria-label": "Commands", dataset: { testid: "commands" }, hidden: true });

async function submit(event) {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  const done = mode;
  try {
    if (done?.kind === "edit") await act("edit", { message: done.message.id, text });
    else await say(text, done?.message.id);
    input.value = "";
    setMode(null);
  } catch (error) {
    failed(error);
  }
  grow();
}

const say = (text, reply) => act("say", { text, reply_to: reply ?? 0 });

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 140)}px`;
  send.disabled = !input.value.trim();
  commands.hidden = !/^\/\w*$/.test(input.value) || !fillCommands(input.value.slice(1));
}

function setMode(next) {
  mode = next;
  modeBar.hidden = !next;
  if (!next) return;
  const title = next.kind === "edit" ? "Edit message" : `Reply to ${next.message.mine ? "yourself" : next.message.sender}`;
  modeBar.replaceChildren(h("div", {}, h("b", {}, title), h("span", {}, next.words)), button("close", "Cancel", "cancel-mode", () => {
    if (mode?.kind === "edit") input.value = "";
    setMode(null);
    grow();
  }));
  input.focus();
}

function fillCommands(prefix) {
  const all = store.view?.commands ?? [];
  const found = all.filter((each) => each.command.startsWith(prefix));
  const item = (each) =>
    h("button", {
      type: "button", role: "menuitem", class: "command-item", dataset: { testid: `command-${each.command}` },
      onclick: () => {
        commands.hidden = true;
        input.value = "";
        grow();
        say(`/${each.command}`).catch(failed);
      },
    }, h("b", {}, `/${each.command}`), h("span", {}, each.description));
  commands.replaceChildren(...(all.length ? found.map(item) : [h("p", { class: "commands-none" }, "This bot has set no commands.")]));
  return found.length > 0 || !all.length;
}

function toggleCommands() {
  commands.hidden = !commands.hidden;
  if (commands.hidden) return;
  fillCommands("");
  commands.querySelector("button")?.focus();
}

function chooseFile(kind, accept) {
  const chooser = h("input", { type: "file", accept, onchange: () => {
    const file = chooser.files[0];
    if (file) sendFile(kind === "photo" && file.type.startsWith("video/") ? "video" : kind, file, file.name).catch(failed);
  } });
  chooser.click();
}

function toggleAttach(event) {
  const open = root.querySelector(".popup");
  if (open) return open.remove();
  event.stopPropagation();
  const item = (name, label, action) =>
    h("button", { type: "button", role: "menuitem", dataset: { testid: `attach-${label.toLowerCase()}` }, onclick: action }, icon(name), label);
  const menu = h("div", { class: "popup", role: "menu" },
    item("photo", "Photo", () => chooseFile("photo", "image/*,video/*")),
    item("file", "File", () => chooseFile("document", "")),
    item("mic", "Voice", () => sendFile("voice", voiceSample(), "").catch(failed)),
    item("place", "Location", shareLocation),
    item("person", "Contact", () => act("contact").catch(failed)));
  root.append(menu);
  menu.querySelector("button").focus();
  const close = () => menu.remove();
  document.addEventListener("click", close, { once: true });
  menu.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "Escape") return;
    close();
    attach.focus();
  });
  return null;
}

const shareLocation = () => locationDialog((latitude, longitude) => act("location", { latitude, longitude }).catch(failed));

function pressKey(key) {
  if (key.request_location) return shareLocation();
  if (key.request_contact) return act("contact").catch(failed);
  return say(key.text).catch(failed);
}

function showKeys(keyboard) {
  const rows = keyboard?.keyboard ?? [];
  const now = JSON.stringify(keyboard);
  if (now !== keysShown) keysHidden = false;
  keysShown = now;
  keys.hidden = !rows.length;
  replyKeys.hidden = !rows.length || keysHidden;
  replyKeys.replaceChildren(...rows.map((row) => h("div", { class: "reply-row" }, row.map((key) =>
    h("button", { type: "button", class: "reply-key", dataset: { testid: "reply-key" }, onclick: () => pressKey(key) }, key.text)))));
}

function bigButton(label, testid, action) {
  return h("button", { type: "button", class: "start-button", dataset: { testid }, onclick: () => action().catch(failed) }, label);
}

export const composer = {
  start(ways) {
    ({ failed, unblock } = ways);
    input.addEventListener("input", grow);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
      if (event.key === "Escape") commands.hidden = true;
    });
    commands.addEventListener("keydown", (event) => {
      const items = [...commands.querySelectorAll("button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
      if (event.key === "Escape") {
        commands.hidden = true;
        input.focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!commands.contains(event.target) && !slash.contains(event.target)) commands.hidden = true;
    });
    new ResizeObserver(() => byId("phone").style.setProperty("--composer-height", `${root.offsetHeight}px`)).observe(root);
    grow();
  },

  /** Fit the bottom of the screen to the chat's state. */
  show(view) {
    if (view.chat.blocked) return root.replaceChildren(bigButton(view.chat.kind === "private" ? "Restart bot" : "The bot is not in this group", "restart", unblock));
    if (!view.chat.started && view.chat.kind === "private") return root.replaceChildren(bigButton("Start", "start", () => say("/start")));
    showKeys(view.keyboard);
    input.placeholder = view.keyboard?.input_field_placeholder || "Message";
    if (!root.contains(form)) root.replaceChildren(modeBar, form, replyKeys, commands);
    return null;
  },

  reset() {
    input.value = "";
    keysShown = "";
    keysHidden = false;
    setMode(null);
    root.replaceChildren();
    grow();
  },

  reply: (message, words) => setMode({ kind: "reply", message, words }),

  edit(message) {
    setMode({ kind: "edit", message, words: message.text });
    input.value = message.text;
    grow();
  },
};
