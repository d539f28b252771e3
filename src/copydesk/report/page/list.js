// The list of pages. However long it is, only the rows in sight are in the document.

const BEYOND = 6; // rows above and below what is in sight

class List {
  constructor(run, box, rows, onopen) {
    this.run = run;
    this.box = box;
    this.rows = rows;
    this.pages = [];
    this.at = -1;
    this.drawn = new Map();
    rows.setAttribute("role", "presentation");
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(box);
    rows.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (!row) return;
      this.select(Number(row.dataset.at));
      onopen(this.page);
    });
    this.measure();
  }

  /** The page that is selected, or -1. */
  get page() {
    return this.at < 0 ? -1 : this.pages[this.at];
  }

  /** Shows these pages, in this order; the selected one stays so where it is among them. */
  show(pages) {
    const page = this.page;
    this.pages = pages;
    this.at = pages.indexOf(page);
    this.clear();
    this.rows.style.height = `${pages.length * this.height}px`;
    if (this.at < 0) this.box.scrollTop = 0;
    else this.reveal();
    this.draw();
  }

  /** Rows are as high as the style sheet has them, in the reader's own letter size. */
  measure() {
    const probe = make("div", { class: "row" }, "x");
    this.rows.append(probe);
    this.height = probe.offsetHeight || 64;
    probe.remove();
    this.clear();
    this.rows.style.height = `${this.pages.length * this.height}px`;
    this.draw();
  }

  clear() {
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - BEYOND);
    const last = Math.min(this.pages.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / this.height) + BEYOND);
    for (const [at, row] of this.drawn) {
      if (at < first || at >= last) {
        row.remove();
        this.drawn.delete(at);
      }
    }
    for (let at = first; at < last; at++) {
      if (this.drawn.has(at)) continue;
      const row = this.row(at);
      this.drawn.set(at, row);
      this.rows.append(row);
    }
    this.mark();
  }

  row(at) {
    const { run } = this;
    const page = this.pages[at];
    const { headline, name, is_article: isArticle, confidence, error } = run.pages;
    const status = run.status(page);
    const row = make(
      "div",
      { class: "row", role: "option", id: `row-${page}`, "data-at": at, "aria-posinset": at + 1, "aria-setsize": this.pages.length, "aria-selected": "false" },
      headline[page] ? own("span", "row-title", headline[page]) : own("span", "row-title none", nameEnd(name[page])),
      make(
        "span",
        { class: "row-facts" },
        make("span", { class: isArticle[page] ? "status" : "status other" }, status),
        own("span", "row-site", error[page] || run.site(page) || nameEnd(name[page])),
        error[page] ? null : make("span", { class: "row-cut" }, `${Math.round(100 * run.cutShare(page))}% cut`),
        isArticle[page] ? sure(confidence[page]) : null,
      ),
    );
    row.style.top = `${at * this.height}px`;
    return row;
  }

  mark() {
    for (const [at, row] of this.drawn) row.setAttribute("aria-selected", String(at === this.at));
    const row = this.drawn.get(this.at);
    if (row) this.box.setAttribute("aria-activedescendant", row.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  /** Selects a row and brings it into sight; whether there is such a row. */
  select(at) {
    if (at < 0 || at >= this.pages.length) return false;
    this.at = at;
    this.reveal();
    this.draw();
    return true;
  }

  move(by) {
    return this.select(Math.min(Math.max(this.at + by, 0), this.pages.length - 1));
  }

  /** The rows that are in sight at once. */
  get span() {
    return Math.max(1, Math.floor(this.box.clientHeight / this.height) - 1);
  }

  reveal() {
    const top = this.at * this.height;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + this.height > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + this.height - this.box.clientHeight;
  }
}

/** A confidence as a number and a small bar. */
function sure(confidence) {
  return make("span", { class: "sure", title: "confidence" }, confidence.toFixed(2), bar(confidence));
}

/** The end of a long path, which tells it from others. */
function nameEnd(name) {
  return name.length > 60 ? `…${name.slice(-59)}` : name;
}
