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

/** Text of a page, in its own direction and without a say in that of what stands beside it. */
function own(tag, name, text, rest = {}) {
  return make(tag, { class: name, dir: "auto", ...rest }, text);
}

const NUMBERS = new Intl.NumberFormat("en");

function counted(number, one, many = `${one}s`) {
  return `${NUMBERS.format(number)} ${number === 1 ? one : many}`;
}

/** A share as a person reads it: no share that is something is said to be nothing, or all. */
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

/** An address that a browser may open, or null: a page may say `javascript:` where its address stands. */
function safeAddress(text) {
  if (!/^https?:\/\//i.test(text)) return null;
  try {
    const address = new URL(text);
    return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
  } catch {
    return null;
  }
}
