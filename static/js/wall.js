/* Turns the scenes of the wallboard, tells the time, and asks for new figures. It runs for weeks: nothing is kept
   but the page itself, and what the server last said stays on the screen while it is away. */

const wall = document.querySelector("[data-wall]");
const one = (selector, within = wall) => within.querySelector(selector);
const all = (selector) => [...wall.querySelectorAll(selector)];

const REFRESH = wall.dataset.refresh * 1000;
const TURN = wall.dataset.turn * 1000;
const PATIENCE = 20_000;
const LEAST = 0.6; /* of the size that the screen is read at */
const small = matchMedia("(max-width: 900px)"); /* a screen in the hand, where one scrolls */
const wide = matchMedia("(min-aspect-ratio: 3/1)"); /* room for two scenes */

let place = 0;
let turning = null;
let ahead = lead(wall); /* how far the server's clock is ahead of the screen's own */
let answered = now();
let known = []; /* the parts as the server last sent them */

function lead(within) {
  return one("[data-clock]", within).dataset.now * 1000 - Date.now();
}

function now() {
  return new Date(Date.now() + ahead);
}

/* The parts of a moment as the site's time zone has them, `2026-11-28` and `14:05:09`. */
function parts(moment) {
  const options = { timeZone: wall.dataset.zone, hour12: false };
  const day = moment.toLocaleDateString("sv-SE", options);
  return [day, moment.toLocaleTimeString("sv-SE", options)];
}

function show() {
  const scenes = all("[data-scene]");
  const count = Math.min(wide.matches ? 2 : 1, scenes.length);
  const seen = new Set(Array.from({ length: count }, (_, index) => (place + index) % scenes.length));
  scenes.forEach((scene, index) => {
    scene.hidden = !seen.has(index);
    scene.style.order = (index - place + scenes.length) % scenes.length;
  });
  all("[data-place]").forEach((item, index) => item.toggleAttribute("data-seen", seen.has(index)));
  fit();
}

/* Let all sizes shrink together until what is seen fits, for nobody scrolls a wall. */
function fit() {
  const root = document.documentElement;
  root.style.fontSize = "";
  const full = parseFloat(getComputedStyle(root).fontSize);
  for (let share = 0.97; !small.matches && share > LEAST && root.scrollHeight > innerHeight; share -= 0.03) {
    root.style.fontSize = `${full * share}px`;
  }
}

function turn(step) {
  const count = all("[data-scene]").length;
  if (count) place = (place + step + count) % count;
  show();
}

function run() {
  clearInterval(turning);
  turning = setInterval(() => turn(1), TURN);
}

function pause() {
  if (turning) {
    clearInterval(turning);
    turning = null;
  } else {
    run();
  }
  one("[data-pause]").setAttribute("aria-pressed", String(!turning));
}

function tick() {
  const [day, time] = parts(now());
  one("[data-time]").textContent = time;
  one("[data-day]").textContent = day;
  setTimeout(tick, 1000 - (now().getTime() % 1000));
}

/* Put in what is new, part by part. */
function take(fresh) {
  const sent = [...fresh.querySelectorAll("[data-part]")];
  all("[data-part]").forEach((part, index) => {
    if (sent[index].innerHTML !== known[index]) part.replaceChildren(...sent[index].cloneNode(true).childNodes);
  });
  known = sent.map((part) => part.innerHTML);
  show();
}

async function ask() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 403) return location.reload(); /* revoked: the page says so */
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wall]");
    if (!answer.ok || !fresh) throw new Error(answer.status);
    if (fresh.dataset.version !== wall.dataset.version) return location.reload(); /* a new release of the program */
    ahead = lead(fresh);
    answered = now();
    take(fresh);
    one("[data-away]").textContent = "";
  } catch {
    const [day, time] = parts(answered);
    const since = day === parts(now())[0] ? time.slice(0, 5) : `${day} ${time.slice(0, 5)}`;
    one("[data-away]").textContent = one("[data-away]").dataset.away.replace("{time}", since);
  }
  return setTimeout(ask, REFRESH);
}

document.addEventListener("keydown", (event) => {
  const deed = { " ": pause, ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) }[event.key];
  if (!deed || (event.key === " " && event.target.closest("button"))) return;
  event.preventDefault();
  deed();
  if (turning) run(); /* a whole turn for what was chosen */
});
one("[data-pause]").addEventListener("click", pause);
addEventListener("resize", show);

document.documentElement.dataset.live = "";
one("[data-keys]").hidden = false;
show();
run();
tick();
setTimeout(ask, REFRESH);
