"use strict";
// Everything that comes from a run is put in as text, never as markup.
const SHOWN_RUNS = 200;
const $ = (id) => document.getElementById(id);
let runs = [];
let chosen = location.hash.slice(1);
let source = null;
let figures = null;
let training = {};
let measurements = {};

function count(value) {
  return value === null || value === undefined ? "–" : value.toLocaleString("en-US");
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

// A name of the log in words: framesPerSecond is "frames per second".
function words(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, (all, before, after) => before + " " + after.toLowerCase());
}

// The list of runs

function listed(run) {
  const link = element("a");
  link.href = "#" + run.id;
  if (run.id === chosen) link.setAttribute("aria-current", "true");
  link.append(element("span", "what", run.title));
  link.append(element("span", "how", run.name + (run.seed === null ? "" : ", seed " + run.seed)));
  const how = element("span", "how");
  how.append(element("span", "state " + run.state, run.state));
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
  const wanted = $("find").value.toLowerCase();
  const order = runs.slice().sort((a, b) => (b.state === "running") - (a.state === "running"));
  const found = order.filter((run) => (run.title + " " + run.name + " " + run.state).toLowerCase().includes(wanted));
  const focused = document.activeElement && document.activeElement.hash;
  const scrolled = $("runs").scrollTop;
  $("runs").replaceChildren(...found.slice(0, SHOWN_RUNS).map(listed));
  $("runs").scrollTop = scrolled;
  if (focused) {
    for (const link of $("runs").querySelectorAll("a")) if (link.hash === focused) link.focus({preventScroll: true});
  }
  $("find-line").hidden = runs.length < 8;
  $("more").textContent = runs.length === 0 ? "No run yet: one that begins appears here."
    : found.length === 0 ? "No run has these words."
    : found.length > SHOWN_RUNS ? count(found.length - SHOWN_RUNS) + " more: type to find" : "";
}

// The chosen run

function fact(label, value, more) {
  const group = element("div");
  const shown = element("dd", "", value);
  if (more) shown.append(" ", element("small", "", more));
  group.append(element("dt", "", label), shown);
  return group;
}

function showRun() {
  const run = figures;
  const running = run.state === "running";
  $("none").hidden = true;
  $("run").hidden = false;
  document.title = Math.floor(100 * share(run)) + " % " + run.title;
  $("title").textContent = run.title;
  $("badge").textContent = run.state;
  $("badge").className = "state " + run.state;
  $("name").textContent = run.name + (run.seed === null ? "" : ", seed " + run.seed);
  $("progress").value = share(run);
  const facts = [
    fact("frames", count(run.frames), "of " + short(run.plannedFrames)),
    fact(running ? "return, newest games" : "return", figure(run.lastReturn)),
    fact("games", count(run.episodes)),
    fact("updates", count(run.updates))];
  if (running) {
    facts.splice(1, 0, fact("time left", duration(run.secondsLeft)),
      fact("frames a second", run.framesPerSecond === null ? "–" : count(Math.round(run.framesPerSecond))));
  }
  $("facts").replaceChildren(...facts);
  $("screen-note").textContent = run.picture
    ? (running ? "Environment 0, as it is played" : "Environment 0, its last screen")
    : running ? "The game is shown where training was started with --watch." : "";
  if (!run.picture) $("screen").hidden = true;
  $("top").className = run.picture ? "" : "blind";
  $("game").hidden = !run.picture && !running;
  charts($("headline"), [curve("return", run.means, run.evaluations, run.games,
    [["first", "• training games"], ["first", "— mean of 20"], ["second", "● evaluations"]])]);
}

function showTraining() {
  charts($("curves"), Object.entries(training).map(([name, points]) => curve(words(name), points)));
}

// Measurements by kind: what comes before the layer in their names. Only what is open is drawn.
function showMeasurements() {
  const kinds = new Map();
  for (const [name, points] of Object.entries(measurements)) {
    const cut = name.lastIndexOf("/");
    const kind = name.slice(0, Math.max(0, cut)).replace(/^plasticity\//, "") || "others";
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push(curve(name.slice(cut + 1), points));
  }
  $("measured").hidden = kinds.size === 0;
  const parent = $("measurements");
  while (parent.children.length > kinds.size) parent.lastChild.remove();
  [...kinds].forEach(([kind, curves], index) => {
    let group = parent.children[index];
    if (!group || group.dataset.name !== kind) {
      const made = groupOf(kind);
      made.open = index === 0;
      if (group) group.replaceWith(made); else parent.append(made);
      group = made;
    }
    const summed = curves.find((each) => each.name === "total") || curves[0];
    group.querySelector(".value").textContent =
      (curves.length > 1 ? summed.name + " " : "") + figure(summed.line.length > 0 ? summed.line.at(-1)[1] : null);
    group.shown = curves;
    if (group.open) charts(group.lastChild, curves);
  });
}

function groupOf(kind) {
  const group = element("details");
  group.dataset.name = kind;
  const summary = element("summary");
  summary.append(element("span", "label", kind), element("span", "value"));
  group.append(summary, element("div", "charts"));
  group.addEventListener("toggle", () => { if (group.open) charts(group.lastChild, group.shown); });
  return group;
}

// What the server tells

function connected(text, className) {
  $("connection").textContent = text;
  $("connection").className = className;
}

function listen() {
  if (source) source.close();
  source = new EventSource("/events" + (chosen ? "?run=" + encodeURIComponent(chosen) : ""));
  source.onopen = () => connected("connected", "on");
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) { // no such run, or too many pages
      setTimeout(() => choose(""), 3000);
    }
    connected("not connected: the server has ended, or is busy; trying again", "off");
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
  source.addEventListener("training", (event) => {
    training = JSON.parse(event.data);
    showTraining();
  });
  source.addEventListener("measurements", (event) => {
    measurements = JSON.parse(event.data);
    showMeasurements();
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
  training = {};
  measurements = {};
  showTraining();
  showMeasurements();
  $("run").hidden = true;
  $("none").hidden = false;
  $("none").textContent = id ? "Reading the run." : "No run is chosen.";
  showList();
  listen();
}

addEventListener("hashchange", () => choose(location.hash.slice(1)));
addEventListener("resize", () => {
  if (!figures) return;
  showRun();
  showTraining();
  showMeasurements();
});
$("find").addEventListener("input", showList);
listen();
