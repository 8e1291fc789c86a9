/* Keeps a draft while it is typed: a changed cell is saved at once, and what the checks then say replaces what
   stood there. What could not be saved stays in this browser until it can. Without this module the page has a
   button that saves. */

const form = document.querySelector("form[data-draft]");
const status = document.getElementById("saving");
const store = `draft:${location.pathname}`;
const pending = new Map(JSON.parse(sessionStorage.getItem(store) ?? "[]"));
let saving = Promise.resolve(true);

const isCell = (field) => field.closest?.("table.cells") && /-(text|absence|note)$/.test(field.name);

function remember() {
  if (pending.size) sessionStorage.setItem(store, JSON.stringify([...pending]));
  else sessionStorage.removeItem(store);
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
}

async function save() {
  if (!pending.size) return true;
  const sent = new Map(pending);
  tell(form.dataset.saving, false);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || !page.querySelector("form[data-draft]")) {
      tell(response.ok || response.status === 403 ? form.dataset.lost : form.dataset.failed, true);
      return false;
    }
    const problems = [...page.querySelectorAll(".message.error")].map((message) => message.textContent);
    if (problems.length) {
      tell(problems.join(" "), true);
      return false;
    }
    for (const [name, value] of sent) if (pending.get(name) === value) pending.delete(name);
    remember();
    refresh(page);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    tell(`${form.dataset.saved} ${time}`, false);
    return true;
  } catch {
    tell(form.dataset.failed, true);
    return false;
  }
}

function keep(field) {
  pending.set(field.name, field.value);
  remember();
  saving = saving.then(save, save);
}

document.addEventListener("change", (event) => {
  if (isCell(event.target)) keep(event.target);
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
