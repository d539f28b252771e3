// One page: its fields, its article, and beside it the dump, every line with what became of it.

const SAID = { "-": "cut", "*": "taken", "+": "kept again", "!": "a cut held back", " ": "" };
const CLASSES = { "-": "cut", "*": "taken", "+": "kept", "!": "held", " ": "stands" };
const CALLS = { cut: "cut by", kept: "kept by", held: "held back:", field: "read for" };

/** Renders the view of a page. `filter` is the filter whose cuts are marked, if any. */
function sheetOf(run, page, sheet, filter) {
  const { headline, name, url, error, is_article: isArticle, confidence } = run.pages;
  const title = headline[page] ? own("h2", "headline", headline[page], { tabindex: "-1" }) : make("h2", { class: "headline none", tabindex: "-1" }, "No headline");
  const address = safeAddress(url[page]);
  const head = make(
    "header",
    { class: "sheet-head" },
    title,
    make(
      "p",
      { class: "facts" },
      make("span", { class: isArticle[page] ? "status" : "status other" }, run.status(page)),
      isArticle[page] ? sure(confidence[page]) : null,
      make("span", {}, `${counted(run.pages.kept[page], "word")} kept, ${NUMBERS.format(run.cutWords[page])} cut (${percent(run.cutWords[page], run.cutWords[page] + run.pages.kept[page])})`),
    ),
    own("p", "place", name[page]),
    url[page] ? make("p", { class: "place" }, address ? own("a", "", url[page], { href: address, target: "_blank", rel: "noopener noreferrer" }) : own("span", "", url[page])) : null,
  );
  if (error[page]) return [head, make("p", { class: "notice" }, "This page failed: it ", own("span", "", error[page]), ".")];
  const fields = make("dl", { class: "fields" }, ...sheet.fields.flatMap(([field, value]) => [make("dt", {}, field.replaceAll("_", " ")), own("dd", "", value)]));
  const long = sheet.short
    ? make("p", { class: "notice", role: "note" }, "This page is longer than the report shows: paragraphs of the body are shortened to […]", sheet.left_out ? `, and ${counted(sheet.left_out, "line")} at its end ${sheet.left_out === 1 ? "is" : "are"} left out.` : ".")
    : null;
  const columns = make("div", { class: "columns-of-text" }, articleOf(sheet), dumpOf(run, page, sheet, filter));
  return [head, fields, long, panes(columns), columns].filter(Boolean);
}

/** On a narrow screen one of the two columns is shown, and these choose which. */
function panes(columns) {
  const buttons = ["article", "dump"].map((pane) =>
    make("button", { type: "button", "data-pane": pane, "aria-pressed": String(pane === "dump"), onclick: () => showPane(columns, buttons, pane) }, pane === "article" ? "Article" : "Dump"),
  );
  columns.dataset.pane = "dump";
  return make("div", { class: "panes", role: "group", "aria-label": "Column" }, ...buttons);
}

function showPane(columns, buttons, pane) {
  columns.dataset.pane = pane;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
}

function articleOf(sheet) {
  const paragraphs = [];
  sheet.blocks.forEach((block, number) => {
    const [kind, level, , pieces, , paragraph] = block;
    if (!paragraph) return;
    const text = paragraph === 1 ? pieces.filter((piece) => piece[1] === "").map((piece) => piece[0]).join("") : paragraph;
    paragraphs.push(own(kind === "heading" ? "h4" : kind === "code" ? "pre" : kind === "quote" ? "blockquote" : "p", `para ${kind}`, text, { "data-block": number, "data-level": level }));
  });
  return make("section", { class: "text article", "aria-label": "Article" }, make("h3", { class: "column-head" }, "Article"), ...(paragraphs.length ? paragraphs : [make("p", { class: "nothing" }, "Nothing is left of this page.")]));
}

function dumpOf(run, page, sheet, filter) {
  if (sheet.missing) return make("section", { class: "text dump", "aria-label": "Dump" }, make("h3", { class: "column-head" }, "Dump"), make("p", { class: "nothing" }, sheet.missing));
  const runs = [];
  sheet.blocks.forEach((block, number) => {
    const key = block[2] + block[4].join();
    const last = runs.at(-1);
    if (last && last.key === key) last.blocks.push([block, number]);
    else runs.push({ key, mark: block[2], notes: block[4].map((note) => sheet.notes[note]), blocks: [[block, number]] });
  });
  return make(
    "section",
    { class: "text dump", "aria-label": "Dump" },
    make("h3", { class: "column-head" }, "Dump"),
    filterChips(run, page),
    ...runs.map((one) => runOf(one, filter)),
    runs.length ? null : make("p", { class: "nothing" }, "The dump is empty."),
  );
}

/** The filters that cut something here, each a button that leads to its next cut. */
function filterChips(run, page) {
  const cuts = [...run.pages.cuts[page]].sort((one, other) => other[1] - one[1]);
  if (!cuts.length) return null;
  return make(
    "p",
    { class: "chips", role: "group", "aria-label": "Filters that cut here" },
    ...cuts.map(([filter, lines]) => make("button", { type: "button", class: "chip", "data-filter": run.pages.filters[filter] }, run.pages.filters[filter], make("span", { class: "chip-number" }, NUMBERS.format(lines)))),
  );
}

/** Lines that follow each other and have one fate for one reason. */
function runOf({ mark, notes, blocks }, filter) {
  const looked = filter && notes.some(([who, , call]) => call === "cut" && who === filter);
  return make(
    "div",
    { class: `run ${CLASSES[mark]}${looked ? " looked" : ""}`, "data-who": notes.map(([who]) => who).join(" ") },
    make(
      "div",
      { class: "lines" },
      ...blocks.map(([block, number]) => make("p", { class: `line ${block[0]}`, dir: "auto", "data-block": number }, ...lineOf(mark, block[3]))),
    ),
    notes.length ? make("div", { class: "notes" }, ...notes.map(noteOf), blocks.length > 2 ? make("p", { class: "run-length" }, counted(blocks.length, "line")) : null) : null,
  );
}

function lineOf(mark, pieces) {
  const base = mark === "-" ? "cut" : mark === "*" ? pieces.map((piece) => piece[1]).find((fate) => fate && fate !== "cut") : "";
  const said = mark === "*" ? `${base.replaceAll("_", " ")}: ` : SAID[mark] ? `${SAID[mark]}: ` : "";
  const found = pieces.map(([text, fate, again]) => {
    if (again && mark !== "+") return make("ins", { title: "kept again" }, text);
    if (fate === base) return text;
    if (fate === "cut") return make("del", { title: "cut" }, text);
    return fate ? make("mark", { title: fate.replaceAll("_", " ") }, text) : text;
  });
  return [make("span", { class: "gutter", "aria-hidden": "true" }, mark), said ? make("span", { class: "unseen" }, said) : null, ...found];
}

function noteOf([who, why, call]) {
  return make("p", { class: `note ${call}` }, make("span", { class: "unseen" }, `${CALLS[call]} `), make("b", {}, who.replaceAll("_", " ")), " ", own("span", "why", why));
}
