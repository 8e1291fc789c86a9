// Copies the text of an element; without this the text can be chosen by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(source.value);
    } else {
      document.execCommand("copy"); // a site without TLS has no clipboard
    }
    button.textContent = button.dataset.done;
  });
}
