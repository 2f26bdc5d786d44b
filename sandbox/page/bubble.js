// One message: its bubble, its inline keyboard, and what one can do with it.

import { h, icon } from "./dom.js";
import { mediaNode, mediaWord } from "./media.js";
import { fillRich } from "./rich.js";
import { act, timeText } from "./store.js";

const REACTIONS = ["👍", "❤️", "🔥", "🎉"];

/** A list item for `message`; `on` has the page's ways to answer: reply, edit, failed, goTo, busy. */
export function bubbleNode(message, on) {
  if (message.service) return h("li", { class: "service", dataset: { id: message.id } }, h("span", {}, message.service));
  const node = h("li", {
    class: `message ${message.mine ? "mine" : "theirs"}${message.keyboard.length ? " wide" : ""}`,
    dataset: { id: message.id, testid: "message" },
    "aria-label": `${message.mine ? "You" : message.sender}, ${timeText(new Date(message.date * 1000))}`,
  });
  node.append(body(message, on), moreButton(node, message, on));
  if (message.keyboard.length) node.append(inlineKeyboard(message, on));
  return node;
}

function body(message, on) {
  const bare = message.media?.kind === "sticker";
  const text = h("div", { class: "text", dataset: { testid: "text" } });
  fillRich(text, message.text, message.entities, (command) => act("say", { text: command }).catch(on.failed));
  const medium = mediaNode(message.media);
  const meta = h("span", { class: "meta" }, message.edited ? h("span", {}, "edited") : null, timeText(new Date(message.date * 1000)),
    message.mine ? icon("check") : null);
  if (message.text) text.append(meta);
  return h("div", { class: `bubble${bare ? " bare" : ""}${medium && !message.text ? " only-media" : ""}` },
    !message.mine && !message.bot ? h("div", { class: "sender" }, message.sender) : null,
    message.forward ? h("div", { class: "forwarded" }, `Forwarded from ${message.forward}`) : null,
    message.reply ? quote(message.reply, on) : null,
    ...(message.above ? [text, medium] : [medium, text]), message.text ? null : meta,
    message.reactions.length ? h("div", { class: "reactions", "aria-label": "Reactions" }, message.reactions.map((each) => h("span", {}, each))) : null);
}

const quote = (reply, on) =>
  h("button", { type: "button", class: "quote", "aria-label": "To the message this answers", onclick: () => on.goTo(reply.id) },
    h("b", {}, reply.sender), h("span", {}, reply.text));

function inlineKeyboard(message, on) {
  return h("div", { class: "inline", role: "group", "aria-label": "Buttons" }, message.keyboard.map((row, rowIndex) =>
    h("div", { class: "inline-row" }, row.map((key, column) => inlineButton(message, key, rowIndex, column, on)))));
}

function inlineButton(message, key, row, column, on) {
  const press = () => {
    if (key.url) return window.open(key.url, "_blank", "noopener,noreferrer");
    if (key.copy_text) return navigator.clipboard?.writeText(key.copy_text.text);
    button.setAttribute("aria-busy", "true");
    return act("tap", { message: message.id, row, column }).catch((error) => {
      button.removeAttribute("aria-busy");
      on.failed(error);
    });
  };
  const button = h("button", {
    type: "button",
    class: `inline-button${key.url ? " link" : ""}`,
    dataset: { testid: "inline-button", data: key.callback_data ?? "", ...(key.style ? { style: key.style } : {}) },
    onclick: press,
  }, key.text);
  if (on.busy(message.id, key.callback_data)) button.setAttribute("aria-busy", "true");
  return button;
}

function moreButton(node, message, on) {
  const button = h("button", {
    type: "button", class: "icon-button more", "aria-label": "What to do with this message", "aria-haspopup": "menu", "aria-expanded": "false",
    dataset: { testid: "more" },
    onclick: (event) => {
      event.stopPropagation();
      openMenu(node, button, message, on);
    },
  }, icon("dots"));
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input")) return;
    event.preventDefault();
    openMenu(node, button, message, on);
  });
  return button;
}

function openMenu(node, button, message, on) {
  document.querySelectorAll(".message .popup").forEach((menu) => menu.remove());
  const item = (name, label, action, extra = "") =>
    h("button", { type: "button", role: "menuitem", class: extra, dataset: { testid: `message-${label.toLowerCase()}` }, onclick: action }, icon(name), label);
  const words = message.text || mediaWord(message.media);
  const menu = h("div", { class: "popup", role: "menu" },
    h("div", { class: "emojis" }, REACTIONS.map((emoji) =>
      h("button", { type: "button", role: "menuitem", "aria-label": `React with ${emoji}`, onclick: () => act("react", { message: message.id, emoji }) }, emoji))),
    item("reply", "Reply", () => on.reply(message, words)),
    message.text ? item("copy", "Copy", () => navigator.clipboard?.writeText(message.text)) : null,
    message.mine && message.text && !message.forward ? item("edit", "Edit", () => on.edit(message)) : null,
    message.protected ? null : item("forward", "Forward", () => act("forward", { message: message.id }).catch(on.failed)),
    item("broom", "Delete", () => act("delete", { message: message.id }).catch(on.failed), "danger"));
  const close = () => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("click", close);
    document.removeEventListener("keydown", onKey);
  };
  const onKey = (event) => {
    if (event.key !== "Escape") return;
    close();
    button.focus();
  };
  document.addEventListener("click", close);
  document.addEventListener("keydown", onKey);
  button.setAttribute("aria-expanded", "true");
  node.append(menu);
  menu.querySelector("button").focus();
  menu.scrollIntoView({ block: "nearest" });
}
