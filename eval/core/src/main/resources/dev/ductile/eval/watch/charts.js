"use strict";
// Curves as SVG. Names and values are put in as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";
const LEFT = 52;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = 24;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function signed(text) {
  return text.replace("-", "−");
}

function figure(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return signed(value.toExponential(2).replace("e-", "e−"));
  return signed(String(Number(value.toPrecision(4))));
}

function short(value) {
  for (const [unit, name] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]]) {
    if (Math.abs(value) >= unit) return signed(Number((value / unit).toPrecision(3)) + name);
  }
  return figure(value);
}

// A curve: its name, a line, dots of their own colour, and faint single values.
function curve(name, line, dots, singles, key) {
  return {name, line, dots: dots || [], singles: singles || [], key};
}

function charts(parent, curves) {
  while (parent.children.length > curves.length) parent.lastChild.remove();
  curves.forEach((each, index) => {
    let sheet = parent.children[index];
    if (!sheet || sheet.dataset.name !== each.name) {
      const made = sheetOf(each);
      if (sheet) sheet.replaceWith(made); else parent.append(made);
      sheet = made;
    }
    sheet.shown = each;
    draw(sheet);
  });
}

function sheetOf(shown) {
  const sheet = element("figure", "chart");
  sheet.dataset.name = shown.name;
  const caption = element("figcaption");
  caption.append(element("span", "label", shown.name), element("span", "value"));
  sheet.append(caption);
  if (shown.key) {
    const key = element("p", "key");
    for (const [className, text] of shown.key) key.append(element("span", className, text));
    sheet.append(key);
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("tabindex", "0");
  sheet.append(svg);
  const mark = (frame) => {
    sheet.marked = frame;
    draw(sheet);
  };
  svg.addEventListener("pointermove", (event) => {
    const x = event.clientX - svg.getBoundingClientRect().left;
    mark(((x - LEFT) / (svg.clientWidth - LEFT - RIGHT)) * (sheet.end || 1));
  });
  svg.addEventListener("pointerleave", () => mark(undefined));
  svg.addEventListener("focus", () => sheet.querySelector(".value").setAttribute("aria-live", "polite"));
  svg.addEventListener("blur", () => {
    sheet.querySelector(".value").removeAttribute("aria-live");
    mark(undefined);
  });
  svg.addEventListener("keydown", (event) => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const points = readable(sheet.shown);
    if (!step || points.length === 0) return;
    event.preventDefault();
    const last = points.length - 1;
    const at = sheet.marked === undefined ? last + (step < 0 ? 0 : 1) : points.indexOf(nearest(points, sheet.marked)) + step;
    mark(points[Math.max(0, Math.min(last, at))][0]);
  });
  return sheet;
}

// What is read off where somebody points.
function readable(shown) {
  return shown.line.length > 0 ? shown.line : shown.dots.length > 0 ? shown.dots : shown.singles;
}

function nearest(points, frame) {
  let best = points[0];
  for (const point of points) if (Math.abs(point[0] - frame) < Math.abs(best[0] - frame)) best = point;
  return best;
}

function add(svg, name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  svg.append(made);
}

function steps(low, high, wanted) {
  const raw = (high - low) / wanted;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = unit * [1, 2, 5, 10].find((each) => each * unit >= raw * 0.999);
  const all = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) all.push(i * step);
  return all;
}

function draw(sheet) {
  const {name, line, dots, singles} = sheet.shown;
  const svg = sheet.querySelector("svg");
  const width = Math.max(200, svg.clientWidth);
  const height = Math.max(120, svg.clientHeight);
  const all = line.concat(dots, singles);
  svg.replaceChildren();
  svg.setAttribute("viewBox", "0 0 " + width + " " + height);
  const last = readable(sheet.shown).at(-1);
  if (!last) {
    sheet.querySelector(".value").textContent = "no value yet";
    svg.setAttribute("aria-label", name + ": no value yet");
    return;
  }
  let low = Infinity;
  let high = -Infinity;
  let end = 1;
  for (const [frame, value] of all) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    end = Math.max(end, frame);
  }
  sheet.end = end;
  svg.setAttribute("aria-label", name + ": now " + figure(last[1]) + ", from " + figure(low) + " to " + figure(high));
  if (high - low < 1e-9 * Math.max(1e-30, Math.abs(high))) {
    const margin = Math.abs(high) * 0.1 || 1;
    low -= margin;
    high += margin;
  }
  const bottom = height - BOTTOM;
  const x = (frame) => LEFT + (frame / end) * (width - LEFT - RIGHT);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - TOP);
  for (const value of steps(low, high, height > 250 ? 7 : 4)) {
    add(svg, "line", {class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value)});
    add(svg, "text", {x: LEFT - 6, y: y(value) + 4, "text-anchor": "end"}, short(value));
  }
  for (const frame of steps(0, end, 4)) {
    const anchor = x(frame) > width - 30 ? "end" : "middle";
    add(svg, "text", {x: anchor === "end" ? width - 4 : x(frame), y: height - 6, "text-anchor": anchor}, short(frame));
  }
  for (const single of singles) add(svg, "circle", {class: "single", r: 2.4, cx: x(single[0]), cy: y(single[1])});
  if (line.length === 1) add(svg, "circle", {class: "alone", r: 3, cx: x(line[0][0]), cy: y(line[0][1])});
  const path = line.map((point) => x(point[0]).toFixed(1) + "," + y(point[1]).toFixed(1)).join(" ");
  if (line.length > 1) add(svg, "polyline", {class: "curve", points: path});
  for (const dot of dots) add(svg, "circle", {class: "dot", r: 4, cx: x(dot[0]), cy: y(dot[1])});
  const read = sheet.marked === undefined ? last : nearest(readable(sheet.shown), sheet.marked);
  if (sheet.marked !== undefined) {
    add(svg, "line", {class: "marker", x1: x(read[0]), x2: x(read[0]), y1: TOP, y2: bottom});
    add(svg, "circle", {class: "marked", r: 4, cx: x(read[0]), cy: y(read[1])});
  }
  sheet.querySelector(".value").textContent =
    (sheet.marked === undefined ? "" : "at " + short(read[0]) + ": ") + figure(read[1]);
}
