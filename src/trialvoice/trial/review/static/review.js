"use strict";
// On every page: the keys of the queue, ways by `g`, the help, and whether single keys count at all.
const Review = (() => {
  const kept = "trialvoice-keys";
  const help = document.getElementById("help");
  const said = document.getElementById("said");
  const single = document.getElementById("keys-on");
  const handlers = {};
  let going = false;

  const areOn = () => localStorage.getItem(kept) !== "off";
  const isTyping = (at) => at.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]") !== null;
  const isControl = (at) => at.closest("button, summary, audio, input") !== null;
  const go = (address) => { location.href = address; };

  function say(text) {
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = text; });
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (isTyping(event.target)) event.target.blur();
      else handlers.Escape?.(event);
      return;
    }
    if (isTyping(event.target) || help?.open) return;
    if (!areOn() && event.key !== "?") return;
    if (event.key === " " && isControl(event.target)) return;
    const ways = { q: "/", d: "/dashboard" };
    if (going && ways[event.key]) {
      event.preventDefault();
      go(ways[event.key]);
      return;
    }
    going = event.key === "g" && help !== null;
    const handler = handlers[event.key];
    if (!handler) return;
    event.preventDefault();
    handler(event);
  }

  function openHelp() {
    if (!help) return;
    single.checked = areOn();
    help.showModal();
  }

  if (help) {
    const button = document.querySelector("[data-help]");
    button.hidden = false;
    button.addEventListener("click", openHelp);
    help.querySelector("[data-close]").addEventListener("click", () => help.close());
    single.addEventListener("change", () => localStorage.setItem(kept, single.checked ? "on" : "off"));
    handlers["?"] = openHelp;
  }
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
  });

  const links = Array.from(document.querySelectorAll("a.open"));
  if (links.length) {
    const step = (by) => {
      const at = links.indexOf(document.activeElement);
      const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
      links[to].focus();
      links[to].closest("tr").scrollIntoView({ block: "nearest" });
    };
    handlers.j = () => step(1);
    handlers.k = () => step(-1);
  }
  const filter = document.querySelector(".filters select");
  if (filter) handlers["/"] = () => filter.focus();
  return { handlers, say, go };
})();
