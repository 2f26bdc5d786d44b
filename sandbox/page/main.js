// Puts the page together and keeps it fresh: the feed says whose chat changed, the rest is fetched.

import { openChat, refresh, startChat, toast } from "./chat.js";
import { showPeople, startPeople } from "./people.js";
import { setNow, store } from "./store.js";
import { show as showClock, showZones, startTime } from "./time.js";

let peopleTimer = 0;

/** Badges may lag a little; messages may not. */
function peopleSoon() {
  clearTimeout(peopleTimer);
  peopleTimer = setTimeout(() => showPeople().then(showClock).catch(() => {}), 150);
}

function listen() {
  const feed = new EventSource("/api/feed");
  let lost = false;
  feed.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (lost) {
      lost = false;
      toast("Connected again.");
      openChat().catch(() => {});
    }
    if (told.now) {
      setNow(told.now);
      showClock();
    }
    if (told.chats?.includes(store.chat)) refresh().catch(() => {});
    if (told.chats) peopleSoon();
  };
  feed.onerror = () => {
    if (!lost) toast("The sandbox has stopped. Waiting for it…");
    lost = true;
  };
}

async function start() {
  startPeople();
  startChat();
  await showPeople();
  startTime();
  if (store.person) await openChat();
  await showPeople();
  showZones();
  for (const event of ["person-chosen", "zone-chosen"]) {
    document.addEventListener(event, () => {
      showZones();
      if (event === "zone-chosen") openChat().catch(() => {});
    });
  }
  listen();
  document.body.dataset.ready = "true";
}

start().catch((error) => toast(error.message));
