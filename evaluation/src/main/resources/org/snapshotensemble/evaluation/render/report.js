// Reads values off the curves of a training, and zooms into them. Without it the same curves stand still.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("curve-data").textContent);
  const section = document.getElementById("training");
  const chart = section.querySelector("svg");
  const windows = [...chart.querySelectorAll("svg.window")];
  const ticks = chart.querySelector("g.across");
  const whole = [data.low, data.high];
  const smallest = Math.max(4, (data.high - data.low) / 500);
  let shown = whole;
  let place = -1;
  let start = null;

  const element = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  const cursor = element("line", { class: "cursor", y1: data.top, y2: data.bottom, visibility: "hidden" });
  const chosen = element("rect", { class: "chosen", y: data.top, height: data.bottom - data.top, visibility: "hidden" });
  chart.append(chosen, cursor);

  const readout = document.createElement("p");
  readout.className = "readout";
  readout.setAttribute("role", "status");
  const hint = "Point at the curves to read them; drag across a part to zoom into it.";
  readout.textContent = hint;
  const tools = document.createElement("div");
  tools.className = "tools";
  section.querySelector("figure").append(readout, tools);

  const number = value => Number(value.toPrecision(4)).toString();
  const xOf = iteration =>
    data.left + (data.right - data.left) * (iteration - shown[0]) / (shown[1] - shown[0]);
  const iterationAt = event => {
    const box = chart.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * chart.viewBox.baseVal.width;
    const within = Math.min(Math.max((x - data.left) / (data.right - data.left), 0), 1);
    return shown[0] + within * (shown[1] - shown[0]);
  };

  const drawTicks = () => {
    const rough = (shown[1] - shown[0]) / 8;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, [1, 2, 5, 10].find(factor => factor * power >= rough) * power);
    const marks = [];
    for (let tick = Math.ceil(shown[0] / step) * step; tick <= shown[1]; tick += step) {
      const mark = element("line", { x1: xOf(tick), x2: xOf(tick), y1: data.bottom, y2: data.bottom + 3, class: "edge" });
      const look = marks.length % 4 ? "tick below middle wide-only" : "tick below middle";
      const text = element("text", { x: xOf(tick), y: data.bottom + 18, class: look });
      text.textContent = tick >= 1e6 ? number(tick / 1e6) + "M" : tick >= 1e4 ? tick / 1e3 + "k" : tick;
      marks.push(mark, text);
    }
    ticks.replaceChildren(...marks);
  };

  const show = (low, high) => {
    const length = Math.min(Math.max(high - low, smallest), whole[1] - whole[0]);
    const from = Math.min(Math.max((low + high - length) / 2, whole[0]), whole[1] - length);
    shown = [from, from + length];
    const scale = (data.right - data.left) / (whole[1] - whole[0]);
    windows.forEach(part => {
      const box = part.viewBox.baseVal;
      const x = data.left + (shown[0] - whole[0]) * scale;
      part.setAttribute("viewBox", [x, box.y, (shown[1] - shown[0]) * scale, box.height].join(" "));
    });
    drawTicks();
    read();
  };

  const read = () => {
    if (place < 0) {
      return;
    }
    const [from, to, lowRate, highRate, lowLoss, loss, highLoss] = data.stretches[place];
    const middle = (from + to) / 2;
    const seen = middle >= shown[0] && middle <= shown[1];
    cursor.setAttribute("x1", xOf(middle));
    cursor.setAttribute("x2", xOf(middle));
    cursor.setAttribute("visibility", seen ? "visible" : "hidden");
    const range = (low, high) => low === high ? number(low) : number(low) + " to " + number(high);
    const words = [from === to ? "Iteration " + from : "Iterations " + from + " to " + to];
    words.push("learning rate " + range(lowRate, highRate));
    words.push(loss === undefined ? "no finite loss"
      : "loss " + number(loss) + (from === to ? "" : " (" + range(lowLoss, highLoss) + ")"));
    const kept = data.validated.find(([iteration]) => iteration >= from && iteration <= to);
    if (kept) {
      words.push(data.measure + " " + kept[1]);
    }
    readout.textContent = words.join(", ") + ".";
  };

  const readAt = iteration => {
    place = data.stretches.findIndex(stretch => stretch[1] + 0.5 >= iteration);
    place = place < 0 ? data.stretches.length - 1 : place;
    read();
  };
  const choose = event => {
    const ends = [start, iterationAt(event)].sort((a, b) => a - b);
    chosen.setAttribute("x", xOf(ends[0]));
    chosen.setAttribute("width", xOf(ends[1]) - xOf(ends[0]));
    return ends;
  };

  chart.addEventListener("pointermove", event => {
    readAt(iterationAt(event));
    if (start !== null) {
      choose(event);
      chosen.setAttribute("visibility", "visible");
    }
  });
  chart.addEventListener("pointerdown", event => {
    start = iterationAt(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointerup", event => {
    if (start !== null) {
      const [low, high] = choose(event);
      if (xOf(high) - xOf(low) > 8) {
        show(low, high);
      }
    }
    start = null;
    chosen.setAttribute("visibility", "hidden");
  });
  chart.addEventListener("pointercancel", () => {
    start = null;
    chosen.setAttribute("visibility", "hidden");
  });
  chart.addEventListener("dblclick", () => show(...whole));

  const zoom = factor => {
    const middle = place < 0 ? (shown[0] + shown[1]) / 2
      : Math.min(Math.max((data.stretches[place][0] + data.stretches[place][1]) / 2, shown[0]), shown[1]);
    const half = (shown[1] - shown[0]) * factor / 2;
    show(middle - half, middle + half);
  };
  const move = part => {
    const by = (shown[1] - shown[0]) * part;
    show(shown[0] + by, shown[1] + by);
  };
  const step = by => {
    place = Math.min(Math.max(place + by, 0), data.stretches.length - 1);
    const middle = (data.stretches[place][0] + data.stretches[place][1]) / 2;
    if (middle < shown[0] || middle > shown[1]) {
      const half = (shown[1] - shown[0]) / 2;
      show(middle - half, middle + half);
    }
    read();
  };
  const tool = (name, action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", action);
    tools.append(button);
  };
  tool("Zoom in", () => zoom(0.5));
  tool("Zoom out", () => zoom(2));
  tool("Earlier", () => move(-0.5));
  tool("Later", () => move(0.5));
  tool("Whole training", () => show(...whole));

  chart.setAttribute("tabindex", "0");
  chart.addEventListener("keydown", event => {
    const action = {
      ArrowLeft: () => step(event.shiftKey ? -20 : -1),
      ArrowRight: () => step(event.shiftKey ? 20 : 1),
      Home: () => step(-data.stretches.length),
      End: () => step(data.stretches.length),
      "+": () => zoom(0.5),
      "-": () => zoom(2),
      Escape: () => show(...whole)
    }[event.key];
    if (action) {
      action();
      event.preventDefault();
    }
  });
})();
