// Small tools for building the page: nothing here ever parses markup.

/** An element: h("button", {class: "x", onclick: f, "aria-label": "Y", dataset: {id: 1}}, "text", child, null). */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "class") node.className = value;
    else if (name in node && typeof value === "boolean") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const PATHS = {
  send: ["M4 12l16-8-6 16-3-7z", "M11 13l9-9"],
  clip: ["M20 11l-8.500 8.500a5 5 0 0 1-7-7L13 4a3.500 3.500 0 0 1 5 5l-8.500 8.500a2 2 0 0 1-3-3L14 7"],
  smile: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M8.500 14.500c1 1.300 2.200 2 3.500 2s2.500-.7 3.500-2", "M9 9.500v.5", "M15 9.500v.5"],
  keyboard: ["M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z", "M7 10v.1M10.500 10v.1M14 10v.1M17.500 10v.1M8.500 14.500h7"],
  slash: ["M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z", "M14 8l-4 8"],
  dots: ["M12 5v.1M12 12v.1M12 19v.1"],
  down: ["M6 9l6 6 6-6"],
  close: ["M6 6l12 12M18 6L6 18"],
  plus: ["M12 5v14M5 12h14"],
  check: ["M5 12.500l4.500 4.500L19 7.500"],
  block: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M6 6l12 12"],
  broom: ["M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13"],
  reply: ["M9 7L4 12l5 5", "M4 12h9a7 7 0 0 1 7 7"],
  forward: ["M15 7l5 5-5 5", "M20 12h-9a7 7 0 0 0-7 7"],
  edit: ["M4 20l1-4L16 5l3 3L8 19z"],
  copy: ["M9 9h10v11H9z", "M5 15V4h10"],
  photo: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-3 4 4", "M15.500 9v.1"],
  file: ["M6 3h8l5 5v13H6z", "M14 3v5h5"],
  mic: ["M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3z", "M6 12a6 6 0 0 0 12 0M12 18v3"],
  place: ["M12 21s7-6.500 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12z", "M12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.500 20c1-4 4-6 7.500-6s6.500 2 7.500 6"],
  play: ["M8 5l12 7-12 7z"],
  pause: ["M7 5h3.500v14H7zM13.500 5H17v14h-3.500z"],
  moon: ["M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z"],
  sun: ["M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5"],
};

/** One of the line icons above, hidden from screen readers. */
export function icon(name) {
  return s("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, ...PATHS[name].map((d) => s("path", { d })));
}

/** A person's round picture: initials on one of six colours. */
export function avatar(person) {
  const initials = (person.name.match(/(?<![\p{L}\p{N}(])\p{L}/gu) ?? ["?"]).slice(0, 2).join("");
  return h("span", { class: `avatar avatar-${person.id % 6}`, "aria-hidden": "true" }, initials);
}

export const byId = (id) => document.getElementById(id);
