// Windows over the chat: an alert, a place to share, a sticker to send.

import { h } from "./dom.js";

const CITIES = [
  ["Berlin", 52.52, 13.405], ["Lisbon", 38.7223, -9.1393], ["London", 51.5074, -0.1278], ["New York", 40.7128, -74.006],
  ["Nairobi", -1.2921, 36.8219], ["Kathmandu", 27.7172, 85.324], ["Tokyo", 35.6762, 139.6503], ["Auckland", -36.8485, 174.7633],
];
const STICKERS = ["🏃", "👍", "💪", "🎉", "🦵", "😴", "😅", "😢", "🥵", "🌧️", "🧊", "❤️"];

function show(label, className, ...children) {
  const dialog = h("dialog", { class: className, "aria-label": label, onclose: () => dialog.remove() }, ...children);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What answerCallbackQuery shows with show_alert. */
export function alertDialog(text) {
  const dialog = show("Message from the bot", "", h("p", { class: "alert-text", "data-testid": "alert" }, text),
    h("div", { class: "actions" }, h("button", { type: "button", class: "button primary", "data-testid": "alert-ok", onclick: () => dialog.close() }, "OK")));
}

/** Choose a place; calls `share(latitude, longitude)`. */
export function locationDialog(share) {
  const send = (latitude, longitude) => {
    dialog.close();
    share(Number(latitude), Number(longitude));
  };
  const field = (name, label, value) =>
    h("label", {}, label, h("input", { class: "field", name, type: "number", step: "any", required: true, value, "data-testid": name }));
  const typed = h("form", {
    class: "coordinates",
    onsubmit: (event) => {
      event.preventDefault();
      send(event.target.latitude.value, event.target.longitude.value);
    },
  }, field("latitude", "Latitude", "48.1372"), field("longitude", "Longitude", "11.5756"), h("button", { class: "button primary", "data-testid": "share-typed" }, "Share"));
  const dialog = show("Share a location", "", h("h3", {}, "Where are you?"),
    h("div", { class: "cities" }, CITIES.map(([name, latitude, longitude]) =>
      h("button", { type: "button", "data-testid": `city-${name}`, onclick: () => send(latitude, longitude) }, name,
        h("small", {}, `${latitude.toFixed(1)}, ${longitude.toFixed(1)}`)))), typed);
}

/** Choose a sticker; calls `send(emoji)`. */
export function stickerDialog(send) {
  const dialog = show("Send a sticker", "", h("h3", {}, "Stickers"), h("div", { class: "sticker-grid" }, STICKERS.map((emoji) =>
    h("button", {
      type: "button", "aria-label": `Sticker ${emoji}`, "data-testid": "sticker-choice",
      onclick: () => {
        dialog.close();
        send(emoji);
      },
    }, emoji))));
}

/** A second of a soft tone as a WAV file: what the page sends as a voice message. */
export function voiceSample() {
  const [rate, seconds] = [8000, 1.6];
  const count = Math.floor(rate * seconds);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const word = (at, text) => [...text].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + count * 2, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, count * 2, true);
  for (let index = 0; index < count; index += 1) {
    const fade = Math.sin((Math.PI * index) / count);
    view.setInt16(44 + index * 2, Math.sin((2 * Math.PI * 220 * index) / rate) * 6000 * fade, true);
  }
  return new Blob([view.buffer], { type: "audio/wav" });
}
