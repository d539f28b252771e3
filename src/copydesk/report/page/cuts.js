// The lines that the chosen filter cut, page by page, above the totals.

const MOST_CUT_LINES = 300; // lines shown at once

class CutList {
  constructor(run, place, onopen) {
    this.run = run;
    this.place = place;
    this.onopen = onopen;
    this.shown = null;
  }

  /** Shows the cuts of a filter on these pages; nothing without a filter. */
  async show(filter, pages) {
    const shown = {};
    this.shown = shown;
    this.place.replaceChildren();
    if (!filter) return;
    const found = [];
    let lines = 0;
    for (const page of [...pages].sort((one, other) => one - other)) {
      if (lines >= MOST_CUT_LINES) break;
      const sheet = await this.run.sheet(page);
      if (this.shown !== shown) return; // another filter was chosen meanwhile
      const cuts = sheet ? cutsOf(sheet, filter).slice(0, MOST_CUT_LINES - lines) : [];
      lines += cuts.length;
      if (cuts.length) found.push([page, cuts]);
    }
    this.place.replaceChildren(this.picture(filter, pages, found, lines));
  }

  picture(filter, pages, found, lines) {
    const all = pages.reduce((sum, page) => sum + linesOf(this.run, page, filter), 0);
    const count = `${counted(all, "line")} on ${counted(pages.length, "page")}`;
    return picture(
      `What ${filter} cut`,
      lines < all ? `${count}, of which the first ${NUMBERS.format(lines)} are shown.` : `${count}.`,
      ...found.map(([page, cuts]) => this.page(page, cuts)),
    );
  }

  page(page, cuts) {
    const name = own("button", "cut-page", this.run.pages.name[page], { type: "button", onclick: () => this.onopen(page) });
    const rows = cuts.map(([text, why]) => make("li", {}, own("span", "cut-line", text), " ", own("span", "why", why)));
    return make("section", {}, name, make("ul", { class: "cut-lines" }, ...rows));
  }
}

/** Returns the lines of a page that a filter cut, all or in part, each with the reason. */
function cutsOf(sheet, filter) {
  return sheet.blocks.flatMap(([, , , pieces, notes]) => {
    const note = notes.map((number) => sheet.notes[number]).find(([who, , call]) => call === "cut" && who === filter);
    return note ? [[pieces.map((piece) => piece[0]).join(""), note[1]]] : [];
  });
}

/** Returns the number of lines that a filter cut on a page. */
function linesOf(run, page, filter) {
  const cut = run.pages.cuts[page].find(([number]) => run.pages.filters[number] === filter);
  return cut ? cut[1] : 0;
}
