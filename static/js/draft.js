/* Keeps a draft while it is typed: a changed cell is saved at once, and what the checks then say replaces what
   stood there. What could not be saved stays in this browser until it can. Without this module the page has a
   button that saves. */

const form = document.querySelector("form[data-draft]");
const address = form.action;
const status = document.getElementById("saving");
const store = `draft:${form.dataset.draft}:${address}`;
const pending = new Map(JSON.parse(sessionStorage.getItem(store) ?? "[]"));
let saving = Promise.resolve(true);
let typing = ""; // the line in whose cell somebody is in the middle of a figure

const isCell = (field) => field.closest?.("table.cells") && /-(text|absence|note)$/.test(field.name);
const lineOf = (name) => name.slice(0, name.lastIndexOf("-"));

function remember(field) {
  if (field) pending.set(field.name, field.value);
  if (pending.size) sessionStorage.setItem(store, JSON.stringify([...pending]));
  else sessionStorage.removeItem(store);
}

/* Signing in again in another window leaves this page with a token that no longer holds; the cookie has the new one. */
function renewToken() {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  if (token) form.elements.csrfmiddlewaretoken.value = token[1];
}

/* What a cell holds now, by whomever, unless it was changed here since. */
function refill(page) {
  const prefix = "initial-";
  for (const now of page.querySelectorAll(`table.cells input[name^="${prefix}"]`)) {
    const field = form.elements[now.name.slice(prefix.length)];
    if (field && !pending.has(field.name) && field.value !== now.value) field.value = now.value;
  }
}

/* The parts that the server draws anew; never one in which somebody is writing. */
function refresh(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    const busy = part.contains(document.activeElement) || [...part.querySelectorAll("textarea")].some((e) => e.value);
    if (fresh && !busy) part.replaceWith(document.adoptNode(fresh));
  }
}

function tell(text, failed) {
  status.textContent = text;
  status.classList.toggle("errors", failed);
  return !failed;
}

/* All that was typed, but for a line that is not finished. */
async function save() {
  const sent = new Map([...pending].filter(([name]) => lineOf(name) !== typing));
  if (!sent.size) return true;
  tell(form.dataset.saving, false);
  renewToken();
  const body = new FormData(form);
  body.delete(`${typing}-text`);
  try {
    const response = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const problems = [...page.querySelectorAll(".message.error")].map((message) => message.textContent);
    if (problems.length) return tell(problems.join(" "), true);
    if (!response.ok || !page.querySelector("form[data-draft]")) {
      return tell(response.ok || response.status === 403 ? form.dataset.lost : form.dataset.failed, true);
    }
    for (const [name, value] of sent) if (pending.get(name) === value) pending.delete(name);
    remember();
    refill(page);
    refresh(page);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    return tell(`${form.dataset.saved} ${time}`, false);
  } catch {
    return tell(form.dataset.failed, true);
  }
}

document.addEventListener("input", (event) => {
  if (!isCell(event.target)) return;
  typing = lineOf(event.target.name);
  remember(event.target);
});

document.addEventListener("change", (event) => {
  if (!isCell(event.target)) return;
  typing = "";
  remember(event.target);
  saving = saving.then(save, save);
});

document.addEventListener("focusout", () => {
  typing = "";
});

/* A button waits until all that was typed is kept, so that nothing is sent twice. */
let leaving = false;
form.addEventListener("submit", async (event) => {
  renewToken();
  if (!leaving && !pending.size) return;
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  await saving;
  renewToken();
  form.action = event.submitter?.getAttribute("formaction") ?? address;
  form.submit();
});

addEventListener("pageshow", () => {
  leaving = false;
});

/* Down and up as in a sheet. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!isCell(field) || field.tagName !== "INPUT" || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const kind = field.name.slice(field.name.lastIndexOf("-"));
  const column = [...document.querySelectorAll(`table.cells input[name$="${kind}"]:not([type="hidden"])`)];
  column[column.indexOf(field) + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
});

/* What an earlier page could not save. */
for (const [name, value] of pending) {
  const field = form.elements[name];
  if (field) field.value = value;
  else pending.delete(name);
}
if (pending.size) saving = saving.then(save, save);
