/* From anywhere on a page the key / leads to the search field; where something is typed it is a letter. Who
   speaks to his computer may turn that off, on the page of the search; this browser remembers it. */

const OFF = "slash-off";
const field = document.querySelector("[data-search]");
const choice = document.querySelector("[data-slash]");
const { placeholder, title } = field;

const isOn = () => localStorage.getItem(OFF) === null;

function tell() {
  field.placeholder = isOn() ? placeholder : field.getAttribute("aria-label");
  field.title = isOn() ? title : "";
  if (isOn()) field.setAttribute("aria-keyshortcuts", "/");
  else field.removeAttribute("aria-keyshortcuts");
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.focus();
  field.select();
});

if (choice) {
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = isOn();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
    tell();
  });
}
tell();
