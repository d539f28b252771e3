// The page as a whole: what is chosen, the address that says it, and the keys.

const $ = (id) => document.getElementById(id);
const WIDE = matchMedia("(min-width: 60rem)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const ORDERS = {
  run: "as in the run",
  doubtful: "least sure first",
  cut: "most cut first",
  kept: "longest first",
};
const EMPTY = { q: "", status: "", filter: "", site: "", sure: "", order: "run", page: -1 };
const PAUSE = 90; // milliseconds after the last key before a page is unpacked

unpack("index").then((text) => new Desk(new Run(JSON.parse(text))), showTrouble);

function showTrouble(error) {
  $("stage").replaceChildren(make("p", { class: "notice", role: "alert" }, `The report cannot be shown: ${error.message}.`));
}

class Desk {
  constructor(run) {
    this.run = run;
    this.chosen = { ...EMPTY };
    this.deep = null;
    this.drawn = -1;
    this.list = new List(run, $("list"), $("rows"), () => this.open({ read: !WIDE.matches }));
    this.cuts = new CutList(run, $("cuts"), (page) => this.openAt(page));
    this.name();
    this.choices();
    showTotals(run, $("totals"), (chosen) => this.choose({ ...EMPTY, order: this.chosen.order, ...chosen }, { list: true }));
    this.listen();
    this.follow();
    document.documentElement.dataset.ready = "";
  }

  name() {
    const { about, totals } = this.run;
    const articles = ["ok", "short", "paywall"].reduce((sum, status) => sum + (totals.statuses[status] ?? 0), 0);
    $("name").textContent = about.name;
    $("name").dir = "auto";
    $("gist").textContent = `${counted(totals.pages, "page")}, ${counted(articles, "article")}`;
    document.title = `${about.name} · copydesk report`;
  }

  /** Fills the lists of what can be chosen. */
  choices() {
    const { pages, length } = this.run;
    const statuses = tallied(pages.statuses, (add) => pages.status.forEach((status) => add(status)));
    const filters = tallied(pages.filters, (add) => pages.cuts.forEach((cuts) => cuts.forEach(([filter]) => add(filter))));
    const sites = tallied(pages.sites, (add) => pages.site.forEach((site) => add(site)));
    fill($("status"), [["", `any (${NUMBERS.format(length)})`], ...statuses.map(([name, count]) => [name, `${name} (${NUMBERS.format(count)})`])]);
    fill($("filter"), [["", "any"], ...filters.map(([name, count]) => [name, `${name} (${NUMBERS.format(count)})`])]);
    fill($("order"), Object.entries(ORDERS));
    $("sites").append(...sites.filter(([name]) => name).slice(0, 1000).map(([name, count]) => make("option", { value: name }, counted(count, "page"))));
  }

  listen() {
    $("search-form").addEventListener("submit", (event) => event.preventDefault());
    $("search").addEventListener("input", () => this.choose({ q: $("search").value }));
    $("site").addEventListener("input", () => this.choose({ site: $("site").value }));
    for (const name of ["status", "filter", "order"]) $(name).addEventListener("change", () => this.choose({ [name]: $(name).value }));
    $("clear").addEventListener("click", () => {
      this.choose({ ...EMPTY, order: this.chosen.order, page: this.chosen.page });
      $("search").focus();
    });
    $("deep").addEventListener("click", () => this.searchTexts());
    $("keys-button").addEventListener("click", () => $("keys").showModal());
    document.querySelectorAll("[data-go]").forEach((button) => button.addEventListener("click", () => this.go(button.dataset.go)));
    $("sheet").addEventListener("click", (event) => this.clicked(event));
    $("sheet").addEventListener("pointerover", (event) => this.pair(event.target.closest?.("[data-block]")));
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => this.follow());
    WIDE.addEventListener("change", () => this.view(this.chosen.page >= 0 ? "sheet" : "totals"));
  }

  // ---- what is chosen

  /** Takes a change of what is chosen. `list`: shows the list, where there is room for only one thing. */
  choose(change, { list = false } = {}) {
    const before = this.chosen;
    this.chosen = { ...before, ...change };
    if (before.q !== this.chosen.q) this.deep = null;
    this.fields();
    this.refresh();
    if (list && !WIDE.matches) this.go("pages");
    else if (before.filter !== this.chosen.filter && this.chosen.page >= 0) this.draw();
    else if (this.chosen.page < 0) this.view(document.documentElement.dataset.view);
    this.remember();
  }

  /** Shows in the form what is chosen, where it was not chosen there. */
  fields() {
    for (const name of ["q", "site", "status", "filter", "order"]) {
      const element = $(name === "q" ? "search" : name);
      if (element.value !== this.chosen[name]) element.value = this.chosen[name];
    }
  }

  refresh() {
    this.list.show(this.found());
    this.cuts.show(this.chosen.filter, this.list.pages).catch(showTrouble);
    this.tell();
  }

  /** The pages that are chosen, in the chosen order. */
  found() {
    const { run, chosen, deep } = this;
    const { pages } = run;
    const words = folded(chosen.q).split(/\s+/).filter(Boolean);
    const status = pages.statuses.indexOf(chosen.status);
    const filter = pages.filters.indexOf(chosen.filter);
    const site = folded(chosen.site);
    const sites = pages.sites.map((name) => folded(name).includes(site));
    const step = chosen.sure === "" ? -1 : Number(chosen.sure);
    const found = [];
    for (let page = 0; page < run.length; page++) {
      if (chosen.status && pages.status[page] !== status) continue;
      if (chosen.site && !sites[pages.site[page]]) continue;
      if (chosen.filter && !pages.cuts[page].some((cut) => cut[0] === filter)) continue;
      if (step >= 0 && !(pages.is_article[page] && Math.min(Math.floor(pages.confidence[page] * run.totals.steps), run.totals.steps - 1) === step)) continue;
      if (words.length && !words.every((word) => run.text(page).includes(word)) && !deep?.found.has(page)) continue;
      found.push(page);
    }
    return ordered(found, chosen.order, run);
  }

  /** Says how many pages are found, and what else can be done. */
  tell() {
    const { run, chosen, deep } = this;
    const count = this.list.pages.length;
    const sure = chosen.sure === "" ? "" : `, confidence ${(chosen.sure / run.totals.steps).toFixed(2)} to ${((Number(chosen.sure) + 1) / run.totals.steps).toFixed(2)}`;
    const looking = deep && deep.leaf < run.leaves ? `, ${percent(deep.leaf, run.leaves)} of the texts searched` : "";
    $("count").textContent = (count === run.length ? counted(count, "page") : `${NUMBERS.format(count)} of ${counted(run.length, "page")}`) + sure + looking;
    $("deep").hidden = !chosen.q.trim() || Boolean(deep);
    $("clear").hidden = !(chosen.q || chosen.status || chosen.filter || chosen.site || chosen.sure !== "");
  }

  /** Searches the dumps as well, chunk by chunk, so that the page stays responsive. */
  async searchTexts() {
    const deep = { found: new Set(), leaf: 0 };
    const words = folded(this.chosen.q).split(/\s+/).filter(Boolean);
    this.deep = deep;
    let page = 0;
    let reported = performance.now();
    for (; deep.leaf < this.run.leaves && this.deep === deep; deep.leaf++) {
      for (const line of (await unpack(`sheets-${deep.leaf}`)).split("\n")) {
        if (line && holds(line, words)) deep.found.add(page);
        page++;
      }
      if (performance.now() - reported > 250) {
        this.tell();
        await new Promise((done) => setTimeout(done));
        reported = performance.now();
      }
    }
    if (this.deep === deep) this.refresh();
  }

  // ---- where one is

  /** Shows one of the views, with the list beside it where there is room. */
  go(view) {
    if (view === "totals") this.chosen.page = -1;
    this.view(view);
    this.remember(true);
    if (view === "pages") $("list").focus();
    else $("stage").scrollTop = 0;
  }

  view(view) {
    const sheet = this.chosen.page >= 0 && (view === "sheet" || (WIDE.matches && view === "pages"));
    document.documentElement.dataset.view = view;
    $("sheet").hidden = !sheet;
    $("totals").hidden = $("cuts").hidden = sheet;
    document.querySelectorAll("[data-go]").forEach((button) => {
      const here = button.dataset.go === (view === "sheet" ? "pages" : view);
      if (here) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    });
  }

  /** Shows the selected page. `read`: goes to it as well. */
  async open({ read = false, push = read } = {}) {
    if (this.list.page < 0) return;
    this.chosen.page = this.list.page;
    this.view("sheet");
    this.remember(push);
    await this.draw();
    if (read) $("sheet").querySelector(".headline")?.focus({ preventScroll: true });
  }

  /** Opens a page of the list and goes to it. */
  openAt(page) {
    this.list.select(this.list.pages.indexOf(page));
    return this.open({ read: true });
  }

  async draw() {
    const { page } = this.chosen;
    let sheet;
    try {
      sheet = await this.run.sheet(page);
    } catch (error) {
      showTrouble(error);
      return;
    }
    if (page !== this.chosen.page) return; // another was chosen while this was unpacked
    const pane = $("sheet").querySelector(".columns-of-text")?.dataset.pane;
    $("sheet").replaceChildren(this.position(), ...sheetOf(this.run, page, sheet, this.chosen.filter));
    if (pane) $("sheet").querySelector(`[data-pane="${pane}"]`)?.click();
    this.drawn = page;
    $("stage").scrollTop = 0;
    if (!WIDE.matches) scrollTo(0, 0);
    if (this.chosen.filter) this.jumpTo($("sheet").querySelector(".run.looked"), "instant");
  }

  /** Where the page is in the list, with the ways to its neighbours. */
  position() {
    const { at, pages } = this.list;
    return make(
      "nav",
      { class: "position", "aria-label": "Neighbours" },
      make("button", { type: "button", class: "back", "data-do": "back" }, "‹ Pages"),
      make("span", {}, at < 0 ? "not among the chosen" : `${NUMBERS.format(at + 1)} of ${NUMBERS.format(pages.length)}`),
      make("button", { type: "button", "data-do": "before", title: "The page before (k)", "aria-label": "The page before", disabled: at <= 0 }, "↑"),
      make("button", { type: "button", "data-do": "next", title: "The next page (j)", "aria-label": "The next page", disabled: at >= pages.length - 1 }, "↓"),
    );
  }

  step(by) {
    if (!this.list.move(by)) return;
    const reading = $("stage").contains(document.activeElement);
    if (!WIDE.matches && !reading) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.open({ read: reading, push: false }), PAUSE);
  }

  back() {
    const reading = $("stage").contains(document.activeElement) && this.chosen.page >= 0;
    if (reading || !WIDE.matches) {
      if (reading) this.go("pages");
      else this.go("totals");
    } else if (this.chosen.page >= 0) {
      this.go("totals");
    }
  }

  clicked(event) {
    const deed = event.target.closest("[data-do]")?.dataset.do;
    if (deed === "back") this.go("pages");
    if (deed === "next") this.step(1);
    if (deed === "before") this.step(-1);
    const chip = event.target.closest(".chip");
    if (chip) this.nextCut(1, chip.dataset.filter);
    const block = event.target.closest("[data-block]");
    if (block && !getSelection().toString()) this.jumpTo(this.counterpart(block));
  }

  /** The same block in the other column. */
  counterpart(block) {
    const other = block.closest(".article") ? ".dump" : ".article";
    return $("sheet").querySelector(`${other} [data-block="${block.dataset.block}"]`);
  }

  /** Marks a block in both columns while the pointer is on it. */
  pair(block) {
    for (const one of $("sheet").querySelectorAll(".paired")) one.classList.remove("paired");
    const other = block && this.counterpart(block);
    if (!other) return;
    block.classList.add("paired");
    other.classList.add("paired");
  }

  /** The next cut, or the one before, of one filter or of any. */
  nextCut(by, filter = "") {
    const runs = [...$("sheet").querySelectorAll(".run.cut, .run:has(del)")].filter((run) => !filter || run.dataset.who.split(" ").includes(filter));
    if (!runs.length) return;
    const now = runs.findIndex((run) => run.classList.contains("here"));
    this.jumpTo(runs[(now < 0 ? (by > 0 ? 0 : runs.length - 1) : now + by + runs.length) % runs.length]);
  }

  jumpTo(element, behavior = CALM.matches ? "instant" : "smooth") {
    if (!element) return;
    const column = element.closest(".text");
    if (getComputedStyle(column).display === "none") $("sheet").querySelector(`[data-pane="${column.classList.contains("dump") ? "dump" : "article"}"]`).click();
    for (const one of $("sheet").querySelectorAll(".here")) one.classList.remove("here");
    element.classList.add("here");
    element.scrollIntoView({ block: "start", behavior });
  }

  // ---- the address

  /** Writes what is chosen after the `#` of the address, so that it can be kept and gone back to. */
  remember(push = false) {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(this.chosen)) if (value !== EMPTY[name]) params.set(name, value);
    const view = document.documentElement.dataset.view;
    if (view === "pages") params.set("view", view);
    const address = `#${params}`;
    if (address === location.hash || (address === "#" && !location.hash)) return;
    if (push) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** Goes where the address says. */
  follow() {
    const params = new URLSearchParams(location.hash.slice(1));
    const chosen = { ...EMPTY };
    for (const name of Object.keys(EMPTY)) if (params.has(name)) chosen[name] = params.get(name);
    chosen.page = chosen.page === -1 ? -1 : Number(chosen.page);
    if (!(chosen.page >= 0 && chosen.page < this.run.length)) chosen.page = -1;
    if (!(chosen.order in ORDERS)) chosen.order = EMPTY.order;
    this.chosen = chosen;
    this.deep = null;
    this.fields();
    this.refresh();
    if (chosen.page >= 0) {
      this.list.select(this.list.pages.indexOf(chosen.page));
      this.view("sheet");
      this.draw();
    } else {
      this.view(params.get("view") === "pages" ? "pages" : "totals");
    }
  }

  // ---- the keys

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || $("keys").open) return;
    const { target } = event;
    const typing = target.matches?.("input, select, textarea");
    if (event.key === "Escape") {
      if (target === $("search") && target.value) this.choose({ q: "" });
      else if (typing) $("list").focus();
      else this.back();
      return event.preventDefault();
    }
    if (typing) {
      if (target === $("search") && ["ArrowDown", "Enter"].includes(event.key)) $("list").focus();
      return undefined;
    }
    const deed = this.deeds(event, target === $("list"));
    if (!deed) return undefined;
    deed();
    return event.preventDefault();
  }

  /** What a key does, or undefined. Keys that a button or a scrolled column has use for are theirs. */
  deeds(event, inList) {
    const { list } = this;
    const keys = {
      "/": () => this.toSearch(),
      "?": () => $("keys").showModal(),
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.nextCut(1),
      p: () => this.nextCut(-1),
    };
    const inListKeys = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      PageDown: () => this.step(list.span),
      PageUp: () => this.step(-list.span),
      Home: () => this.step(-list.pages.length),
      End: () => this.step(list.pages.length),
      Enter: () => this.open({ read: true }),
    };
    const bare = document.activeElement === document.body && event.key === "Enter" ? inListKeys.Enter : undefined;
    return keys[event.key] ?? (inList ? inListKeys[event.key] : bare);
  }

  toSearch() {
    if (!WIDE.matches) this.go("pages");
    $("search").focus();
    $("search").select();
  }
}

/** Names with how often each comes, the most frequent first. */
function tallied(names, each) {
  const counts = new Array(names.length).fill(0);
  each((number) => counts[number]++);
  return names.map((name, number) => [name, counts[number]]).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

function fill(select, options) {
  select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
}

function ordered(found, order, run) {
  const { pages } = run;
  const keys = {
    doubtful: (page) => (pages.is_article[page] ? pages.confidence[page] : 2),
    cut: (page) => -run.cutShare(page),
    kept: (page) => -pages.kept[page],
  };
  const key = keys[order];
  return key ? found.sort((one, other) => key(one) - key(other) || one - other) : found;
}

/** Whether a sheet's text has all these words. */
function holds(line, words) {
  const sheet = JSON.parse(line);
  const text = folded(sheet.blocks.map((block) => block[3].map((piece) => piece[0]).join("")).join("\n"));
  return words.every((word) => text.includes(word));
}
