// A message's text with its entities, built from nodes; offsets are UTF-16 units, as JavaScript counts.

import { h } from "./dom.js";
import { zone } from "./store.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

/** Fills `target`; `say` sends a tapped command. */
export function fillRich(target, text, entities, say) {
  const edges = new Set([0, text.length]);
  for (const entity of entities) {
    edges.add(entity.offset);
    edges.add(entity.offset + entity.length);
  }
  const cuts = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  let open = [];
  let afterBlock = false;
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    const wanted = entities.filter((entity) => entity.offset <= start && start < entity.offset + entity.length);
    let common = 0;
    while (common < open.length && common < wanted.length && open[common].entity === wanted[common]) common += 1;
    if (open.slice(common).some((each) => BLOCKS.has(each.entity.type))) afterBlock = true;
    open = open.slice(0, common);
    for (const entity of wanted.slice(common)) {
      const node = wrapper(entity, text.slice(entity.offset, entity.offset + entity.length), say);
      (open.at(-1)?.node ?? target).append(node);
      open.push({ entity, node });
    }
    let piece = text.slice(start, end);
    if (afterBlock && piece.startsWith("\n")) piece = piece.slice(1);
    afterBlock = false;
    (open.at(-1)?.node ?? target).append(piece);
  }
}

function wrapper(entity, covered, say) {
  const { type } = entity;
  if (SIMPLE[type]) return h(SIMPLE[type]);
  if (type === "text_link") return link(entity.url);
  if (type === "url") return link(covered.includes("://") ? covered : `http://${covered}`);
  if (type === "bot_command") return h("button", { type: "button", class: "command", onclick: () => say(covered) });
  if (type === "spoiler") return spoiler();
  if (type === "expandable_blockquote") return folded();
  if (type === "date_time") return moment(entity.unix_time);
  return h("span");
}

function link(url) {
  if (!/^https?:\/\//i.test(url)) return h("span");
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
}

function onPress(node, action) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      action();
    }
  });
  return node;
}

const spoiler = () => {
  const node = h("span", { class: "spoiler", "aria-label": "Hidden text, press to show" });
  return onPress(node, () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  });
};

const folded = () => {
  const node = h("blockquote", { class: "folded", "aria-expanded": "false" });
  return onPress(node, () => node.setAttribute("aria-expanded", String(!node.classList.toggle("folded"))));
};

function moment(unix) {
  const date = new Date(unix * 1000);
  const title = date.toLocaleString("en-GB", { timeZone: zone(), dateStyle: "full", timeStyle: "short" });
  return h("time", { datetime: date.toISOString(), title });
}
