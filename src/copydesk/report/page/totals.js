// The totals as pictures. Each bar is a button that shows the pages it counts.

const FIRST_FILTERS = 14;

function showTotals(run, place, choose) {
  place.replaceChildren(
    ...notices(run),
    make("div", { class: "pictures" }, statusPicture(run, choose), confidencePicture(run, choose)),
    filterPicture(run, choose),
    about(run),
  );
}

function notices(run) {
  return run.about.notices.map((sentence) => make("p", { class: "notice", role: "note" }, sentence));
}

function statusPicture(run, choose) {
  const { statuses, pages } = run.totals;
  const found = Object.entries(statuses).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const most = Math.max(...found.map(([, count]) => count), 1);
  return picture(
    "Status of the pages",
    "The status of each page. Articles are ok, short and paywall.",
    make("ol", { class: "bars" }, ...found.map(([status, count]) => barRow(status, count / most, NUMBERS.format(count), percent(count, pages), () => choose({ status })))),
  );
}

function barRow(name, share, number, after, onclick) {
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "bar-row", onclick },
      make("span", { class: "bar-name" }, name),
      bar(share),
      make("span", { class: "bar-number" }, number),
      make("span", { class: "bar-after" }, after),
    ),
  );
}

function confidencePicture(run, choose) {
  const { confidences, steps } = run.totals;
  const most = Math.max(...confidences, 1);
  const all = confidences.reduce((sum, count) => sum + count, 0);
  const columns = confidences.map((count, step) => {
    const [low, high] = [(step / steps).toFixed(2), ((step + 1) / steps).toFixed(2)];
    const label = `${low} to ${high}: ${counted(count, "article")}, ${percent(count, all)}`;
    const column = make("button", { type: "button", class: "column", title: label, "aria-label": label, onclick: () => choose({ sure: step }) }, make("span"));
    column.firstChild.style.setProperty("--share", count ? Math.max(count / most, 0.015) : 0);
    return make("li", {}, column);
  });
  const doubtful = confidences.slice(0, steps / 2).reduce((sum, count) => sum + count, 0);
  return picture(
    "How sure copydesk is of each article",
    `Confidence from 0 to 1: how often the body of a page like it is right. Under 0.5 ${doubtful === 1 ? "is" : "are"} ${counted(doubtful, "article")}, ${percent(doubtful, all)}.`,
    make("ol", { class: "columns" }, ...columns),
    make("p", { class: "axis", "aria-hidden": "true" }, make("span", {}, "0"), make("span", {}, "0.5"), make("span", {}, "1")),
  );
}

function filterPicture(run, choose) {
  const found = Object.entries(run.totals.cuts).sort((one, other) => other[1][0] - one[1][0] || (one[0] < other[0] ? -1 : 1));
  const most = Math.max(...found.map(([, [lines]]) => lines), 1);
  const lines = found.reduce((sum, [, cut]) => sum + cut[0], 0);
  const rows = found.map(([filter, [cut, words, pages]]) =>
    barRow(filter, cut / most, NUMBERS.format(cut), `${counted(words, "word")} on ${counted(pages, "page")}`, () => choose({ filter })),
  );
  const list = make("ol", { class: "bars wide" }, ...rows.slice(0, FIRST_FILTERS));
  const more = make("button", { type: "button", class: "more" }, `Show all ${found.length} filters`);
  more.addEventListener("click", () => {
    list.append(...rows.slice(FIRST_FILTERS));
    more.remove();
    rows[FIRST_FILTERS].querySelector("button").focus();
  });
  return picture(
    "What each filter cut",
    `${counted(lines, "line")} by ${counted(found.length, "filter")}; a line is a paragraph, heading or row of the page.`,
    list,
    rows.length > FIRST_FILTERS ? more : null,
  );
}

function picture(title, caption, ...content) {
  return make("section", { class: "picture" }, make("h2", {}, title), make("p", { class: "caption" }, caption), ...content);
}

function about(run) {
  const { most } = run.about;
  const whole = run.totals.pages;
  const short = run.pages.short.filter(Boolean).length;
  const sentences = [
    run.length < whole
      ? `The totals are of all ${counted(whole, "page")}. ${NUMBERS.format(run.length)} of them are in this file, evenly spaced through the run; “--pages” raises the limit.`
      : `All ${counted(whole, "page")} of the run are in this file.`,
    `Of each page up to ${NUMBERS.format(most)} characters are shown: of a longer one (${short ? counted(short, "page") : "none here"}) paragraphs of the body are shortened first, and cut lines are whole.`,
    run.about.source,
    `Made by copydesk ${run.about.version}. The file loads nothing and sends nothing.`,
  ];
  return make("section", { class: "about" }, make("h2", {}, "About this report"), ...sentences.map((sentence) => make("p", {}, sentence)));
}
