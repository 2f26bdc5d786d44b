// Audio and voice: play, pause, seek; only one sounds at a time.

import { h, icon } from "./dom.js";

let sounding = null;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** A player for an audio file (title and a slider) or a voice message (a wave). */
export function player(medium) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = medium.url;
  const length = () => (Number.isFinite(audio.duration) && audio.duration) || medium.duration || 0;
  const name = medium.title || medium.file_name || (medium.kind === "voice" ? "Voice message" : "Audio");
  const toggle = h("button", { type: "button", class: "play", "aria-label": `Play ${name}`, "data-testid": "play" }, icon("play"));
  const slider = h("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": `Position in ${name}` });
  const time = h("span", { class: "player-time" }, clock(length()));
  const wave = medium.kind === "voice" ? bars(medium.file_unique_id) : null;

  const show = () => {
    const done = length() ? audio.currentTime / length() : 0;
    slider.value = Math.round(done * 1000);
    time.textContent = audio.currentTime ? `${clock(audio.currentTime)} / ${clock(length())}` : clock(length());
    wave?.childNodes.forEach((bar, index) => bar.classList.toggle("played", index / wave.childNodes.length < done));
  };
  const face = (playing) => {
    toggle.replaceChildren(icon(playing ? "pause" : "play"));
    toggle.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${name}`);
  };
  toggle.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    if (sounding && sounding !== audio) sounding.pause();
    sounding = audio;
    return audio.play().catch(() => { time.textContent = "cannot be played here"; });
  });
  slider.addEventListener("input", () => { if (length()) audio.currentTime = (slider.value / 1000) * length(); });
  audio.addEventListener("play", () => face(true));
  audio.addEventListener("pause", () => face(false));
  audio.addEventListener("ended", () => { audio.currentTime = 0; show(); });
  for (const event of ["timeupdate", "loadedmetadata"]) audio.addEventListener(event, show);

  const by = medium.performer ? h("span", { class: "player-by" }, ` · ${medium.performer}`) : null;
  const title = wave ?? h("div", { class: "player-title" }, name, by);
  const line = h("div", { class: "player-line" }, wave ? null : slider, time);
  return h("div", { class: "player", role: "group", "aria-label": name, "data-testid": medium.kind }, toggle, title, line);
}

/** A wave that looks the same each time for the same recording. */
function bars(seed) {
  let state = [...seed].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7);
  return h("div", { class: "wave", "aria-hidden": "true" }, Array.from({ length: 34 }, () => {
    state = (state * 1103515245 + 12345) >>> 0;
    const bar = h("i");
    bar.style.height = `${5 + ((state >>> 16) % 20)}px`;
    return bar;
  }));
}
