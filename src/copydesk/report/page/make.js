// Elements are made here, and text goes into them as text: nothing is ever read as markup.

/** An element with a class, attributes, listeners (`onclick`) and children, of which strings become text. */
function make(tag, { class: name, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Text of a page, isolated so that its direction does not affect the text beside it. */
function own(tag, name, text, rest = {}) {
  return make(tag, { class: name, dir: "auto", ...rest }, text);
}

const NUMBERS = new Intl.NumberFormat("en");

function counted(number, one, many = `${one}s`) {
  return `${NUMBERS.format(number)} ${number === 1 ? one : many}`;
}

/** Formats a share; one above 0 never reads 0 %, one below 1 never 100 %. */
function percent(part, whole) {
  const share = whole ? (100 * part) / whole : 0;
  if (part && share < 0.1) return "under 0.1%";
  if (part < whole && share > 99.9) return "over 99.9%";
  return `${share >= 10 || share === 0 ? Math.round(share) : share.toFixed(1)}%`;
}

/** A bar as wide as a share of its row. */
function bar(share) {
  const element = make("span", { class: "bar", "aria-hidden": "true" });
  element.style.setProperty("--share", share > 0 ? Math.max(share, 0.004) : 0);
  return element;
}

/** Returns a URL that is safe to open, or null: a page may give a `javascript:` URL. */
function safeAddress(text) {
  if (!/^https?:\/\//i.test(text)) return null;
  try {
    const address = new URL(text);
    return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
  } catch {
    return null;
  }
}
