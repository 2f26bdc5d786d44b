// What the page knows, and the way to the sandbox.

export const store = {
  people: [],
  person: Number(localStorage.getItem("person")) || 0,
  chat: 0,
  version: 0,
  messages: new Map(),
  view: null,
  now: Date.now(),
  nowAt: performance.now(),
};

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json", "X-Sandbox": "page" }, body: JSON.stringify(body) });

export const getState = () => ask("/api/state");
export const getChat = () => ask(`/api/chat?person=${store.person}&chat=${store.chat || ""}&since=${store.version}`);
export const travel = (body) => post("/api/time", body);
export const addPerson = (name) => post("/api/people", { name });
export const act = (name, more = {}) => post("/api/act", { act: name, person: store.person, chat: store.chat, ...more });

export function sendFile(kind, blob, name) {
  const query = new URLSearchParams({ person: store.person, chat: store.chat || "", kind, name });
  const headers = { "X-Sandbox": "page", "Content-Type": blob.type || "application/octet-stream" };
  return ask(`/api/file?${query}`, { method: "POST", headers, body: blob });
}

/** The sandbox's time right now; it flows on by itself between two answers of the server. */
export const now = () => new Date(store.now + performance.now() - store.nowAt);

export function setNow(iso) {
  store.now = Date.parse(iso);
  store.nowAt = performance.now();
}

const HOME = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Each person lives in a time zone of their own. */
export const zone = () => localStorage.getItem(`zone:${store.person}`) || HOME;
export const setZone = (value) => localStorage.setItem(`zone:${store.person}`, value);

export const timeText = (date) => date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone() });
export const dayText = (date, options = { weekday: "long", day: "numeric", month: "long" }) =>
  date.toLocaleDateString("en-GB", { timeZone: zone(), ...options });
