/* A form is sent once: a second click does nothing while the answer to the first is on its way. Without this module
   the page says that it was done already. */

const PATIENCE = 10_000; // milliseconds; where no answer comes by then, or the answer is a file, it may be sent again
const sent = new Set();

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => sent.delete(form), PATIENCE);
});

/* Gone back to, the page can be used anew. */
addEventListener("pageshow", () => sent.clear());
