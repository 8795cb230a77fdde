"use strict";
// On a visit: one finding is selected; its words are marked, its acts are at hand, its moment is heard.
(() => {
  const { handlers, say, go } = Review;
  const base = document.getElementById("main").dataset.base;
  const talk = document.getElementById("talk"), work = document.getElementById("work");
  const dock = document.getElementById("dock");
  const sound = document.getElementById("sound");
  const cards = Array.from(document.querySelectorAll(".finding"));
  const marks = Array.from(document.querySelectorAll("mark"));
  const turns = Array.from(document.querySelectorAll(".t"));
  const typed = new Map();
  const wide = matchMedia("(width > 900px)");
  let at = cards.findIndex((card) => card.classList.contains("sel"));
  let stopAt = Infinity, playing = null, sent = false;

  // Marks by finding, made once: each mark names the places of its findings.
  const marksOf = new Map();
  for (const mark of marks) {
    for (const place of mark.dataset.f.split(" ").filter(Boolean)) {
      if (!marksOf.has(place)) marksOf.set(place, []);
      marksOf.get(place).push(mark);
    }
  }

  function inView(pane, element, block) {
    if (wide.matches || pane === work) element.scrollIntoView({ block, behavior: "instant" });
  }

  function mark(card, on) {
    for (const one of marksOf.get(card.dataset.n) ?? []) one.classList.toggle("sel", on);
  }

  function select(to, { focus = true, tell = true } = {}) {
    if (!cards.length) return;
    const next = Math.min(Math.max(to, 0), cards.length - 1);
    if (next !== at && at >= 0) {
      cards[at].classList.remove("sel");
      cards[at].querySelector(".pick").removeAttribute("aria-current");
      mark(cards[at], false);
    }
    const changed = next !== at;
    at = next;
    const card = cards[at], pick = card.querySelector(".pick");
    card.classList.add("sel");
    pick.setAttribute("aria-current", "true");
    if (changed && dock) moveDock(card);
    mark(card, true);
    const words = marksOf.get(card.dataset.n);
    if (words) inView(talk, words[0], "center");
    if (focus) pick.focus({ preventScroll: true });
    inView(work, card, "nearest");
    if (changed) history.replaceState(null, "", `${base}?finding=${card.dataset.id}`);
    if (tell) say(`${at + 1} of ${cards.length}: ${pick.textContent}, ${card.dataset.s}`);
  }

  // The acts' forms and links name the finding; what was typed for one finding waits there.
  function moveDock(card) {
    for (const text of dock.querySelectorAll("textarea")) {
      typed.set(`${dock.dataset.id} ${text.id}`, text.value);
      text.value = typed.get(`${card.dataset.id} ${text.id}`) ?? "";
    }
    dock.dataset.id = card.dataset.id;
    const may = "may" in card.dataset, status = card.dataset.s, id = card.dataset.id, address = `${base}/findings/${card.dataset.id}`;
    const shown = { accept: may && status === "candidate", edit: may && status !== "rejected", reject: may && status !== "rejected",
      reopen: may && status !== "candidate", query: true, sign: card.classList.contains("serious") };
    for (const form of dock.querySelectorAll("form[data-act]")) {
      const act = form.dataset.act;
      if (act === "query") form.elements.about.value = id;
      else {
        form.action = `${address}/${act}`;
        form.elements.revision.value = card.dataset.r;
      }
      form.hidden = act !== "accept" || !shown.accept;
    }
    for (const link of dock.querySelectorAll("a[data-go]")) {
      const go = link.dataset.go;
      link.hidden = !shown[go];
      link.href = go === "sign" ? `${base}/sign?about=${id}`
        : `${base}?finding=${id}&do=${go}${go === "query" ? `&about=${id}` : ""}#${id}`;
    }
    for (const drop of dock.querySelectorAll("[data-drop]")) drop.href = `${base}?finding=${id}#${id}`;
    for (const told of dock.querySelectorAll(".meanwhile, .trouble, .wrong")) told.remove();
    card.append(dock);
  }

  // Opens the form of an act in place; without one on the page the link leads to it.
  function open(act) {
    const link = dock?.querySelector(`a[data-go="${act}"]`);
    if (!link || link.hidden) return say("That cannot be done with this finding");
    const form = dock.querySelector(`form[data-act="${act}"]`);
    if (!form) return go(link.href);
    for (const other of dock.querySelectorAll("form.ask")) other.hidden = other !== form;
    form.querySelector("textarea").focus();
  }

  function accept() {
    const form = dock?.querySelector('form[data-act="accept"]');
    if (!form || form.hidden) return say("This finding is decided, or not yours to decide");
    if (!sent) form.requestSubmit();
  }

  function play(from, to) {
    if (!sound) return;
    stopAt = to / 1000 + 0.4;
    sound.currentTime = from / 1000;
    sound.play().catch(() => say("The sound cannot be played"));
  }

  function playOrStop() {
    if (!sound) return say("There is no sound");
    if (!sound.paused) return sound.pause();
    const span = cards[at]?.dataset.ms;
    if (!span) return say("This finding has no words to hear");
    play(...span.split(" ").map(Number));
  }

  // [turn, start, end] of the selected words, in code points as the record counts them; null where none are selected.
  function selected() {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const owner = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".t p");
    let text = owner(range.startContainer);
    if (!text) return null;
    const last = owner(range.endContainer);
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const inside = document.createRange();
    inside.selectNodeContents(text);
    inside.setStart(range.startContainer, range.startOffset);
    if (last === text) inside.setEnd(range.endContainer, range.endOffset);
    const words = inside.toString(), count = (string) => Array.from(string).length;
    const start = count(before.toString()) + count(words) - count(words.trimStart());
    return words.trim() ? [text.parentElement.id.slice(1), start, start + count(words.trim())] : null;
  }

  function add() {
    const chosen = selected();
    if (chosen) return go(`${base}?do=add&turn=${chosen[0]}&start=${chosen[1]}&end=${chosen[2]}`);
    const link = document.getElementById("add-link");
    if (link) go(link.href);
  }

  Object.assign(handlers, {
    j: () => select(at + 1),
    k: () => select(at - 1),
    a: accept,
    e: () => open("edit"),
    r: () => open("reject"),
    u: () => open("reopen"),
    q: () => open("query"),
    n: add,
    s: () => go(`${base}/sign`),
    p: playOrStop,
    " ": playOrStop,
    Escape: () => sound?.pause(),
  });

  work.addEventListener("click", (event) => {
    const link = event.target.closest("a, button");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".pick, [data-pick]")) {
      const to = cards.findIndex((card) => card.dataset.id === (link.dataset.pick ?? link.id));
      if (to < 0) return;
      event.preventDefault();
      select(to);
    } else if (link.matches(".at")) {
      event.preventDefault();
      play(...link.dataset.ms.split(" ").map(Number));
    } else if (link.matches('[data-go="reject"], [data-go="reopen"], [data-go="query"]')) {
      event.preventDefault();
      open(link.dataset.go);
    } else if (link.matches("[data-play]")) playOrStop();
    else if (link.matches("[data-drop]") && link.closest(".dock .ask")) {
      event.preventDefault();
      link.closest("form").hidden = true;
      cards[at].querySelector(".pick").focus();
    }
  });
  talk.addEventListener("click", (event) => {
    const time = event.target.closest(".at"), words = event.target.closest("mark");
    if (time) {
      event.preventDefault();
      play(Number(time.closest(".t").dataset.ms), Infinity);
    } else if (words && getSelection().isCollapsed) {
      const places = words.dataset.f.split(" ").filter(Boolean).map(Number), now = Number(cards[at]?.dataset.n);
      if (places.length) select(places[(places.indexOf(now) + 1) % places.length]);
    }
  });

  // What was typed is not left by mistake.
  const dirty = new Set();
  document.addEventListener("input", (event) => { if (event.target.form?.method === "post") dirty.add(event.target.form); });
  document.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    dirty.delete(event.target);
  });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (Array.from(dirty).some((form) => form.isConnected && !form.hidden)) event.preventDefault();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-drop]")) dirty.clear(); });

  const button = document.getElementById("from-selection");
  const mayAdd = document.getElementById("add-link") !== null;
  document.addEventListener("selectionchange", () => { button.hidden = !mayAdd || selected() === null; });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", add);

  if (sound) {
    const starts = turns.map((turn) => Number(turn.dataset.ms));
    const turnAt = (ms) => {
      let low = 0, high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= ms) low = middle + 1; else high = middle;
      }
      return turns[low - 1] ?? null;
    };
    const follow = (turn) => {
      if (turn === playing) return;
      playing?.classList.remove("playing");
      turn?.classList.add("playing");
      playing = turn;
    };
    sound.addEventListener("timeupdate", () => {
      if (sound.currentTime >= stopAt) {
        stopAt = Infinity;
        sound.pause();
      } else if (!sound.paused) follow(turnAt(sound.currentTime * 1000));
    });
    sound.addEventListener("pause", () => { stopAt = Infinity; follow(null); });
    for (const one of document.querySelectorAll("[data-play]")) one.hidden = false;
  }

  const field = document.querySelector("[autofocus]"), fresh = document.querySelector("mark.new");
  if (at >= 0) select(at, { focus: !field, tell: false });
  if (fresh) inView(talk, fresh, "center");
  if (field) {
    field.closest(".finding, .panel, .query")?.scrollIntoView({ block: "start", behavior: "instant" });
    field.focus({ preventScroll: true });
    inView(work, field, "nearest");
  }
  const done = document.getElementById("done");
  if (done) say(`${done.textContent.replace(/\s+/g, " ").trim()} ${at >= 0 ? `Now ${cards[at].querySelector(".pick").textContent}.` : ""}`);
})();
