// Pictures, sound, files, places, stickers and contacts inside a bubble.

import { h, icon, s } from "./dom.js";
import { player } from "./player.js";

/** What stands in for a medium in one line: the pin bar, a quotation. */
export const mediaWord = (medium) =>
  medium ? { photo: "Photo", animation: "Animation", video: "Video", audio: "Audio", voice: "Voice message", document: "File",
    sticker: "Sticker", location: "Location", contact: "Contact" }[medium.kind] : "";

function photo(medium) {
  const picture = h("img", { src: medium.url, alt: "Photo", width: medium.width, height: medium.height, loading: "lazy" });
  return h("button", { type: "button", class: "photo", "aria-label": "Open the photo", onclick: () => view(medium) }, picture);
}

function view(medium) {
  const dialog = h("dialog", { class: "viewer", "aria-label": "Photo", onclick: () => dialog.close(), onclose: () => dialog.remove() },
    h("img", { src: medium.url, alt: "Photo" }));
  document.body.append(dialog);
  dialog.showModal();
}

function moving(medium) {
  if (medium.mime_type?.startsWith("image/")) return h("img", { class: "moving", src: medium.url, alt: "Animation" });
  const node = h("video", { class: "moving", src: medium.url, loop: true, autoplay: true, playsinline: "", "aria-label": "Animation" });
  node.muted = true;
  return node;
}

const video = (medium) => h("video", { class: "moving", src: medium.url, controls: true, playsinline: "", "aria-label": "Video" });

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function file(medium) {
  const name = medium.file_name || "File";
  return h("a", { class: "document", href: medium.url, download: name, "data-testid": "document" },
    h("span", { class: "tile" }, icon("file")), h("b", {}, name), h("small", {}, `${size(medium.file_size)} · Download`));
}

const sticker = (medium) => h("div", { class: "sticker", role: "img", "aria-label": `Sticker ${medium.emoji}` }, medium.emoji);

function place(medium) {
  const words = `${medium.latitude.toFixed(4)}, ${medium.longitude.toFixed(4)}`;
  const map = s("svg", { viewBox: "0 0 230 120", "aria-hidden": "true" },
    s("rect", { class: "land", width: 230, height: 120 }),
    s("path", { class: "water", d: "M0 92c40-18 70 8 110-6s80-30 120-14v48H0z" }),
    s("path", { class: "road", d: "M-5 40c60 10 80-30 130-18s70 34 110 26" }),
    s("path", { class: "road", d: "M70-5c-8 40 20 70 10 130" }),
    s("path", { class: "road", d: "M178-5c6 40-16 60-6 130" }),
    s("path", { class: "spot", d: "M115 78s20-20 20-37a20 20 0 0 0-40 0c0 17 20 37 20 37zm0-29a8 8 0 1 1 0-16 8 8 0 0 1 0 16z" }));
  return h("figure", { class: "place", "aria-label": `Location ${words}` }, map, h("figcaption", {}, words));
}

function contact(medium) {
  return h("div", { class: "contact" }, h("span", { class: "avatar avatar-1", "aria-hidden": "true" }, medium.first_name[0]),
    h("div", {}, h("b", {}, medium.first_name), h("small", {}, medium.phone_number)));
}

const makers = { photo, animation: moving, video, audio: player, voice: player, document: file, sticker, location: place, contact };

/** The node for a medium, or null for plain text. */
export const mediaNode = (medium) => (medium ? makers[medium.kind](medium) : null);
