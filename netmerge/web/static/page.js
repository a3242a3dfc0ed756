// Keys for the questions, search as one types, files dropped on the page. All of it
// goes without: every key is a button, the search a form, and files can be chosen.
"use strict";

const PATIENCE = 150; // milliseconds after a key until the search is asked

function isTyping(target) {
  const kinds = ["INPUT", "SELECT", "TEXTAREA"];
  return kinds.includes(target.tagName) && target.type !== "radio";
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
    return;
  }
  const key = event.key.toLowerCase();
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// A form that was sent is not sent again by a second click.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) {
    event.preventDefault();
  }
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
});

const box = document.getElementById("q");
const found = document.getElementById("found");
if (box && found) {
  let timer = 0;
  let asked = 0;
  const search = async () => {
    const number = ++asked;
    const query = new URLSearchParams({ q: box.value, part: "1" });
    const answer = await fetch(`/search?${query}`);
    const html = await answer.text();
    if (answer.ok && number === asked) {
      found.innerHTML = html; // written by our own template, everything in it escaped
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PATIENCE);
  });
}

const drop = document.getElementById("drop");
if (drop) {
  const files = document.getElementById("files");
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
    drop.querySelector("button").click();
  });
}
