// A review session in a cell: both sides of a question, and its answers by button or key.
// Whatever stands in an address book is put in as text, never as markup.

const ANSWERS = [
  ["same", "Same person", "s"],
  ["different", "Different people", "d"],
  ["skip", "Skip", "k"],
  ["undo", "Undo", "u"],
];
const MARKS = { differs: "≠", same: "=", "": "" };

function put(parent, tag, text = "", style = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.style.cssText = style;
  made.dir = "auto";
  parent.append(made);
  return made;
}

function table(parent, lines) {
  const body = put(put(parent, "table", "", "border-collapse:collapse"), "tbody");
  for (const line of lines) {
    const row = put(body, "tr");
    put(row, "th", line.what, "text-align:start;padding:2px 12px 2px 0").scope = "row";
    for (const side of [line.a, line.b]) {
      put(row, "td", side.join(", "), "padding:2px 12px 2px 0;vertical-align:top");
    }
    const mark = put(row, "td", MARKS[line.agreement] ?? "");
    mark.title = line.agreement;
  }
}

function render({ model, el }) {
  const root = put(el, "div", "", "padding:8px 12px;border:1px solid #8888;border-radius:6px");
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Review: s same, d different, k skip, u undo");
  root.dataset.lmSuppressShortcuts = "true"; // else a notebook deletes cells at "d"

  const send = (answer) => model.send({ answer });

  const draw = () => {
    const shown = model.get("shown");
    const held = root.contains(document.activeElement);
    root.replaceChildren();
    put(root, "div", `${shown.answered} answered, ${shown.left} left`).setAttribute("role", "status");
    if (shown.problem) put(root, "p", shown.problem).setAttribute("role", "alert");
    if (shown.lines) {
      table(root, shown.lines);
      put(root, "p", shown.reason, "margin:6px 0");
      put(root, "p", shown.outcome, "margin:6px 0");
    } else {
      put(root, "p", "No question is left.");
    }
    for (const [word, title, key] of ANSWERS) {
      const button = put(root, "button", `${title} (${key})`, "margin-inline-end:8px");
      button.type = "button";
      button.disabled = word !== "undo" && !shown.lines;
      button.addEventListener("click", () => send(word));
    }
    if (held) root.focus();
  };

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const found = ANSWERS.find(([, , key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    send(found[0]);
  });
  model.on("change:shown", draw);
  draw();
  return () => model.off("change:shown", draw);
}

export default { render };
