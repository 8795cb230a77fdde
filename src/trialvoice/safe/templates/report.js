"use strict";
// Click a finding, or j/k and Enter: its words are marked, scrolled to, and heard from where they start.
const audio = document.getElementById("sound");
const findings = Array.from(document.querySelectorAll(".finding"));
const turns = Array.from(document.querySelectorAll(".turn"));
let stopAt = Infinity;
let chosen = -1;

function unmark() {
  document.querySelectorAll("mark").forEach((mark) => {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  });
}

// Marks [start, end) of the turn's text. A chip's own text counts as it stands in the transcript.
function markWords(paragraph, start, end) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let node = walker.nextNode(), at = 0; node; at += node.length, node = walker.nextNode()) {
    const from = start > at ? start - at : 0, to = end - at < node.length ? end - at : node.length;
    if (from < to) pieces.push([node, from, to]);
  }
  return pieces.map(([node, from, to]) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    return mark;
  });
}

function play(startMs, endMs) {
  if (!audio) return;
  stopAt = endMs / 1000 + 0.4;
  audio.currentTime = startMs / 1000;
  audio.play().catch(() => {});
}

function choose(index) {
  if (!findings.length) return;
  chosen = (index + findings.length) % findings.length;
  const finding = findings[chosen];
  findings.forEach((other) => {
    other.setAttribute("aria-pressed", String(other === finding));
    other.classList.toggle("playing-now", other === finding);
  });
  unmark();
  const proofs = JSON.parse(finding.dataset.proofs);
  const marks = proofs.flatMap((proof) => {
    const turn = document.getElementById("turn-" + proof.turn);
    return turn ? markWords(turn.querySelector("p"), proof.start_char, proof.end_char) : [];
  });
  if (marks.length) marks[0].scrollIntoView({ block: "center", behavior: "auto" });
  if (proofs.length) play(proofs[0].start, proofs[0].end);
}

findings.forEach((finding, index) => finding.addEventListener("click", () => choose(index)));
document.querySelectorAll("[data-from]").forEach((button) =>
  button.addEventListener("click", () => play(Number(button.dataset.from), Infinity)));
document.querySelectorAll("[data-finding]").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  choose(findings.findIndex((finding) => finding.id === link.dataset.finding));
}));
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    choose(chosen < 0 && step < 0 ? findings.length - 1 : chosen + step);
    findings[chosen].scrollIntoView({ block: "nearest" });
    document.querySelector("mark")?.scrollIntoView({ block: "center" });
    findings[chosen].focus({ preventScroll: true });
  } else if (event.key === "Escape" && audio) {
    audio.pause();
  }
});
if (audio) {
  audio.addEventListener("timeupdate", () => {
    const now = audio.currentTime * 1000;
    if (audio.currentTime >= stopAt) {
      audio.pause();
      stopAt = Infinity;
    }
    turns.forEach((turn) => turn.classList.toggle("playing",
      !audio.paused && now >= Number(turn.dataset.start) && now < Number(turn.dataset.end)));
  });
  audio.addEventListener("pause", () =>
    document.querySelectorAll(".playing-now, .playing").forEach((e) => e.classList.remove("playing-now", "playing")));
}
