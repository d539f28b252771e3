// The data: packed in elements of their own, unpacked when they are needed.

const KEPT_LEAVES = 8; // unpacked leaves that are kept: those around the page that is read

/** The text that an element holds, packed with zlib and written in base64. */
async function unpack(id) {
  const element = await elementOf(id);
  const packed = bytesOf(element.textContent);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

/** Returns an element of data, which may be further down in a file still being read. */
async function elementOf(id) {
  if (!document.getElementById(id) && document.readyState === "loading") {
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  }
  const element = document.getElementById(id);
  if (!element) throw new Error(`the file ends before ${id}: it is not whole`);
  return element;
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

/** The run: what it is called, its totals, and the pages as columns. */
class Run {
  constructor(index) {
    this.about = index.about;
    this.totals = index.totals;
    this.pages = index.pages;
    this.length = index.pages.name.length;
    this.leafOf = new Int32Array(this.length);
    this.lineOf = new Int32Array(this.length);
    let page = 0;
    index.leaves.forEach((count, leaf) => {
      for (let line = 0; line < count; line++, page++) {
        this.leafOf[page] = leaf;
        this.lineOf[page] = line;
      }
    });
    this.leaves = index.leaves.length;
    this.held = new Map();
    this.cutWords = this.pages.cuts.map((cuts) => cuts.reduce((sum, cut) => sum + cut[2], 0));
    this.cutLines = this.pages.cuts.map((cuts) => cuts.reduce((sum, cut) => sum + cut[1], 0));
    this.texts = null;
  }

  status(page) {
    return this.pages.statuses[this.pages.status[page]];
  }

  site(page) {
    return this.pages.sites[this.pages.site[page]];
  }

  /** The share of a page's words that was cut, 0 to 1. */
  cutShare(page) {
    return this.cutWords[page] / (this.cutWords[page] + this.pages.kept[page] || 1);
  }

  /** What the search looks through, letters folded. */
  text(page) {
    if (!this.texts) {
      const { headline, byline, name, url } = this.pages;
      this.texts = headline.map((text, at) => folded(`${text}\n${byline[at]}\n${name[at]}\n${url[at]}`));
    }
    return this.texts[page];
  }

  /** The lines of a leaf: the sheets of its pages, as JSON. */
  async lines(leaf) {
    let lines = this.held.get(leaf);
    if (!lines) {
      lines = unpack(`sheets-${leaf}`).then((text) => text.split("\n"));
      this.held.set(leaf, lines);
      if (this.held.size > KEPT_LEAVES) this.held.delete(this.held.keys().next().value);
    }
    return lines;
  }

  /** Returns the view of a page; null for a page that failed. */
  async sheet(page) {
    const lines = await this.lines(this.leafOf[page]);
    const line = lines[this.lineOf[page]];
    return line ? JSON.parse(line) : null;
  }
}

/** A text without case and accents, as it is compared. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
