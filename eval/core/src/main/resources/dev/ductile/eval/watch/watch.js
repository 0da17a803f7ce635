"use strict";
// Everything that comes from a run is put in as text, never as markup.
const SHOWN_RUNS = 200;
const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);
let runs = [];
let chosen = location.hash.slice(1);
let source = null;
let figures = null;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function count(value) {
  return value === null || value === undefined ? "–" : value.toLocaleString("en-US");
}

function figure(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

function short(value) {
  for (const [unit, name] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]]) {
    if (Math.abs(value) >= unit) return Number((value / unit).toPrecision(3)) + name;
  }
  return figure(value);
}

function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 90) return Math.round(seconds) + " s";
  if (seconds < 5400) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return (seconds / 3600).toFixed(1) + " h";
  return (seconds / 86400).toFixed(1) + " days";
}

function share(run) {
  return run.plannedFrames > 0 ? Math.min(1, run.frames / run.plannedFrames) : 0;
}

// The list of runs

function listed(run) {
  const link = element("a");
  link.href = "#" + run.id;
  if (run.id === chosen) link.setAttribute("aria-current", "true");
  link.append(element("span", "what", run.title));
  link.append(element("span", "how", run.name));
  const how = element("span", "how");
  how.append(element("span", run.state, run.state));
  let text = ", " + Math.floor(100 * share(run)) + " % of " + short(run.plannedFrames);
  if (run.lastReturn !== null) text += ", return " + figure(run.lastReturn);
  if (run.secondsLeft !== null) text += ", " + duration(run.secondsLeft) + " left";
  how.append(text);
  link.append(how);
  if (run.state === "running") {
    const bar = element("progress");
    bar.max = 1;
    bar.value = share(run);
    bar.setAttribute("aria-label", "Frames done");
    link.append(bar);
  }
  const item = element("li");
  item.append(link);
  return item;
}

function showList() {
  const words = $("find").value.toLowerCase();
  const order = runs.slice().sort((a, b) => (b.state === "running") - (a.state === "running"));
  const found = order.filter((run) => (run.title + " " + run.name + " " + run.state).toLowerCase().includes(words));
  const focused = document.activeElement && document.activeElement.hash;
  const scrolled = $("runs").scrollTop;
  $("runs").replaceChildren(...found.slice(0, SHOWN_RUNS).map(listed));
  $("runs").scrollTop = scrolled;
  if (focused) {
    for (const link of $("runs").querySelectorAll("a")) if (link.hash === focused) link.focus({preventScroll: true});
  }
  $("find-line").hidden = runs.length < 8;
  $("more").textContent = runs.length === 0 ? "no run yet"
    : found.length > SHOWN_RUNS ? count(found.length - SHOWN_RUNS) + " more: type to find" : "";
}

// The chosen run

function fact(label, value) {
  const group = element("div");
  group.append(element("dt", "", label), element("dd", "", value));
  return group;
}

function showRun() {
  const run = figures;
  $("none").hidden = true;
  $("run").hidden = false;
  document.title = Math.floor(100 * share(run)) + " % " + run.title;
  $("title").textContent = run.title;
  $("name").textContent = run.name + (run.seed === null ? "" : ", seed " + run.seed);
  $("progress").value = share(run);
  $("facts").replaceChildren(
    fact("state", run.state),
    fact("frames", count(run.frames) + " of " + short(run.plannedFrames)),
    fact("left", duration(run.secondsLeft)),
    fact("frames a second", run.framesPerSecond === null ? "–" : count(Math.round(run.framesPerSecond))),
    fact("return", figure(run.lastReturn)),
    fact("games", count(run.episodes)),
    fact("updates", count(run.updates)));
  $("screen-note").textContent = !run.picture
    ? "The game is shown where training was started with --watch."
    : run.state === "running" ? "Environment 0, as it is played." : "Environment 0, its last screen.";
  if (!run.picture) $("screen").hidden = true;
  const curves = [["return", run.games, run.evaluations]];
  for (const [name, points] of Object.entries(run.training)) curves.push([name, points, []]);
  charts($("curves"), curves);
  const measured = Object.entries(run.measurements).map(([name, points]) => [name, points, []]);
  $("measured").hidden = measured.length === 0;
  charts($("measurements"), measured);
}

function charts(parent, all) {
  while (parent.children.length > all.length) parent.lastChild.remove();
  all.forEach(([name, points, dots], index) => {
    let sheet = parent.children[index];
    if (!sheet || sheet.dataset.name !== name) {
      const made = element("figure", "chart");
      made.dataset.name = name;
      const caption = element("figcaption");
      caption.append(element("span", "label", name), element("span", "value"));
      made.append(caption);
      if (name === "return") {
        const key = element("p", "key");
        key.append(element("span", "first", "— training games"), ", ", element("span", "second", "● evaluations"));
        made.append(key);
      }
      made.append(document.createElementNS(SVG, "svg"));
      if (sheet) sheet.replaceWith(made); else parent.append(made);
      sheet = made;
    }
    draw(sheet, name, points, dots);
  });
}

function mark(svg, name, attributes, text) {
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

function draw(sheet, name, points, dots) {
  const svg = sheet.querySelector("svg");
  const width = Math.max(200, svg.clientWidth);
  const height = 170;
  const last = (dots.length > 0 ? dots : points).at(-1);
  sheet.querySelector(".value").textContent = last ? figure(last[1]) : "no value yet";
  svg.replaceChildren();
  svg.setAttribute("viewBox", "0 0 " + width + " " + height);
  svg.setAttribute("role", "img");
  const all = points.concat(dots);
  if (all.length === 0) {
    svg.setAttribute("aria-label", name + ": no value yet");
    return;
  }
  let low = Math.min(...all.map((point) => point[1]));
  let high = Math.max(...all.map((point) => point[1]));
  svg.setAttribute("aria-label", name + ": now " + figure(last[1]) + ", from " + figure(low) + " to " + figure(high));
  if (high - low < 1e-9 * Math.max(1e-30, Math.abs(high))) {
    const margin = Math.abs(high) * 0.1 || 1;
    low -= margin;
    high += margin;
  }
  const end = Math.max(...all.map((point) => point[0]), 1);
  const left = 52;
  const bottom = height - 24;
  const x = (frame) => left + (frame / end) * (width - left - 10);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - 12);
  for (const value of steps(low, high, 4)) {
    mark(svg, "line", {class: "grid", x1: left, x2: width - 10, y1: y(value), y2: y(value)});
    mark(svg, "text", {x: left - 6, y: y(value) + 4, "text-anchor": "end"}, short(value));
  }
  for (const frame of steps(0, end, 4)) {
    const anchor = x(frame) > width - 30 ? "end" : "middle";
    mark(svg, "text", {x: anchor === "end" ? width - 4 : x(frame), y: height - 6, "text-anchor": anchor}, short(frame));
  }
  if (points.length === 1) mark(svg, "circle", {class: "alone", r: 3, cx: x(points[0][0]), cy: y(points[0][1])});
  const path = points.map((point) => x(point[0]).toFixed(1) + "," + y(point[1]).toFixed(1)).join(" ");
  if (points.length > 1) mark(svg, "polyline", {class: "curve", points: path});
  for (const dot of dots) mark(svg, "circle", {class: "dot", r: 3.5, cx: x(dot[0]), cy: y(dot[1])});
}

// What the server tells

function listen() {
  if (source) source.close();
  source = new EventSource("/events" + (chosen ? "?run=" + encodeURIComponent(chosen) : ""));
  source.onopen = () => { $("connection").textContent = "connected"; };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) { // no such run, or too many pages
      setTimeout(() => choose(""), 3000);
    }
    $("connection").textContent = "not connected: the server has ended, or is busy; trying again";
  };
  source.addEventListener("runs", (event) => {
    runs = JSON.parse(event.data).runs;
    showList();
    if (!chosen && runs.length > 0) choose((runs.find((run) => run.state === "running") || runs[0]).id);
  });
  source.addEventListener("figures", (event) => {
    figures = JSON.parse(event.data);
    showRun();
  });
  source.addEventListener("screen", (event) => {
    $("screen").src = "data:image/png;base64," + event.data;
    $("screen").hidden = false;
  });
}

function choose(id) {
  chosen = id;
  history.replaceState(null, "", id ? "#" + id : location.pathname);
  figures = null;
  $("run").hidden = true;
  $("none").hidden = false;
  $("none").textContent = id ? "Reading the run." : "No run is chosen.";
  showList();
  listen();
}

addEventListener("hashchange", () => choose(location.hash.slice(1)));
addEventListener("resize", () => { if (figures) showRun(); });
$("find").addEventListener("input", showList);
listen();
