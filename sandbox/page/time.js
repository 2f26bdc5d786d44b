// The time machine: what time it is for this person, and four ways into the future.

import { toast } from "./chat.js";
import { byId, h } from "./dom.js";
import { openSheet } from "./people.js";
import { dayText, now, setNow, setZone, timeText, travel, zone } from "./store.js";

const ZONES = ["Europe/Berlin", "Europe/Lisbon", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/Los_Angeles",
  "Africa/Nairobi", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Auckland", "UTC"];

const clock = h("div", { class: "time-clock", "data-testid": "clock-time" });
const day = h("div", { class: "time-day", "data-testid": "clock-day" });
const shift = h("div", { class: "time-shift", "data-testid": "clock-shift" });
const note = h("p", { class: "time-note", role: "status", "data-testid": "time-note" });
const chooser = h("select", { "data-testid": "zone", onchange: () => { setZone(chooser.value); document.dispatchEvent(new CustomEvent("zone-chosen")); show(); } });

const jump = (label, testid, body, extra = "") =>
  h("button", { type: "button", class: `jump ${extra}`, "data-testid": testid, onclick: () => go(body()) }, label);

const jumps = h("div", { class: "jumps" },
  jump("To the next message", "jump-next", () => ({ to: "next" }), "jump-next"),
  jump("+1 hour", "jump-hour", () => ({ hours: 1 })),
  jump("+1 day", "jump-day", () => ({ hours: 24 })),
  jump("To 07:00", "jump-morning", () => ({ at: "07:00", zone: zone() })));

async function go(body) {
  if (jumps.getAttribute("aria-busy") === "true") return;
  busy(true);
  note.textContent = "Travelling…";
  try {
    const { now: reached } = await travel(body);
    if (reached) setNow(reached);
    note.textContent = reached ? "" : "The bot has nothing planned.";
    if (!reached) toast("The bot has nothing planned.");
  } catch (error) {
    note.textContent = error.message;
  }
  busy(false);
  show();
}

function busy(value) {
  jumps.setAttribute("aria-busy", String(value));
  byId("strip-next").setAttribute("aria-busy", String(value));
}

function ahead(seconds) {
  const days = Math.floor((seconds + 1800) / 86400);
  if (days > 0) return `${days} day${days > 1 ? "s" : ""} ahead of your own clock`;
  const hours = Math.round(seconds / 3600);
  return seconds < 60 ? "" : hours > 0 ? `${hours} hour${hours > 1 ? "s" : ""} ahead of your own clock` : "minutes ahead of your own clock";
}

/** Draw the clock. */
export function show() {
  const date = now();
  const write = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  write(clock, timeText(date));
  write(day, dayText(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }));
  write(shift, ahead((date - Date.now()) / 1000));
  const strip = byId("open-time");
  write(strip, `${dayText(date, { weekday: "short", day: "numeric", month: "short" })} · ${timeText(date)}`);
  strip.setAttribute("aria-label", `It is ${timeText(date)}, ${day.textContent}. Open the time machine`);
}

/** The zones on offer, the person's own first. */
export function showZones() {
  const mine = zone();
  chooser.replaceChildren(...[...new Set([mine, ...ZONES])].map((name) => h("option", { value: name }, name.replaceAll("_", " "))));
  chooser.value = mine;
  show();
}

export function startTime() {
  byId("time").append(h("div", { class: "time" }, h("div", {}, clock, day), shift, jumps, note, h("label", {}, "Time zone of this person", chooser)));
  byId("open-time").addEventListener("click", () => openSheet("time-panel"));
  byId("strip-next").addEventListener("click", () => go({ to: "next" }));
  showZones();
  setInterval(show, 1000);
}
