// Adjusting assumptions with an answer while they move. Each change asks for a stream of events: a first answer, the progress
// of the full one, the full one. Only the newest change counts; without this script the form is sent and a page comes back.
(function () {
  "use strict";

  const form = document.getElementById("bijstellen");
  if (!form) return;
  const panel = document.getElementById("uitkomst");
  const spoken = document.getElementById("melding");
  const running = form.querySelector(".running");
  const bar = running.querySelector("progress");
  const told = running.querySelector("span");
  const number = new Intl.NumberFormat("nl-NL", { maximumSignificantDigits: 6 });

  const parameters = [...form.querySelectorAll(".parameter")].map((box) => ({
    box,
    source: box.dataset.source,
    slider: box.querySelector("input[type=range]"),
    field: box.querySelector("input[type=number]"),
    now: box.querySelector(".now"),
    back: box.querySelector("[data-restore]"),
  }));
  const restoreAll = form.querySelector("[data-restore='*']");

  // ## One assumption

  const isChanged = (parameter) => Number(parameter.field.value) !== Number(parameter.source);
  const isRight = (parameter) => parameter.field.value !== "" && parameter.field.validity.valid;

  const show = (parameter) => {
    const { slider, field, now, box, back } = parameter;
    const changed = isChanged(parameter);
    box.classList.toggle("changed", changed);
    back.disabled = !changed;
    if (isRight(parameter)) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    slider.setAttribute("aria-valuetext", `${number.format(Number(field.value))} ${slider.dataset.unit}`);
    if (now) {
      const [least, most] = [Number(slider.min), Number(slider.max)];
      const at = most > least ? (200 * (Number(field.value) - least)) / (most - least) : 0;
      const place = Math.min(Math.max(at, 0), 200).toFixed(1);
      now.setAttribute("x1", place);
      now.setAttribute("x2", place);
    }
    restoreAll.disabled = !parameters.some(isChanged);
  };

  const restore = (parameter) => {
    parameter.field.value = parameter.source;
    parameter.slider.value = parameter.source;
    show(parameter);
  };

  // ## Asking

  const query = () => {
    const values = new URLSearchParams();
    for (const name of ["scenario", "perspectief"]) {
      const choice = form.elements.namedItem(name);
      if (choice) values.set(name, choice.value);
    }
    for (const parameter of parameters) {
      if (isChanged(parameter)) values.set(parameter.field.name, parameter.field.value);
    }
    return values;
  };

  // A first answer that takes longer than this is given up for a newer change; sooner, it is shown, so that something moves
  // while a slider is dragged.
  const patience = 250;
  let asked = 0;
  let current = null;
  let waiting = false;
  let frame = 0;
  let addressTimer = 0;
  let speechTimer = 0;

  // Whether what is shown answers the last change, be it by the first answer only.
  const note = () => {
    form.dataset.bij = String(!frame && !waiting && (current === null || current.answered));
  };

  const speak = (sentence, delay) => {
    clearTimeout(speechTimer);
    speechTimer = setTimeout(() => {
      if (spoken.textContent !== sentence) spoken.textContent = sentence;
    }, delay);
  };

  const tell = (text, percent) => {
    running.hidden = text === "";
    told.textContent = text;
    bar.hidden = percent === null;
    if (percent !== null) bar.value = percent;
  };

  // On a narrow screen the outcome is out of sight while a slider moves: its first line stays below.
  const mini = form.querySelector(".mini");
  const repeat = () => {
    const [value, difference] = [".headline .value", ".headline .difference"].map((name) => panel.querySelector(name));
    const strong = document.createElement("strong");
    strong.textContent = value ? value.textContent : "";
    mini.replaceChildren(strong, difference ? difference.textContent : "");
  };
  new IntersectionObserver((entries) => {
    mini.hidden = entries[entries.length - 1].isIntersecting || !panel.querySelector(".headline");
  }).observe(panel);
  repeat();

  const handle = (request, name, news) => {
    if (request.number !== asked) return;
    if (name === "voorlopig" || name === "volledig") {
      panel.innerHTML = news.html;
      panel.dataset.volgnummer = request.number;
      repeat();
      if (name === "volledig") {
        panel.setAttribute("aria-busy", "false");
        tell("", null);
        speak(news.zin, 400);
      } else if (!request.answered) {
        request.answered = true;
        const milliseconds = performance.now() - request.moved;
        panel.dataset.latentie = milliseconds.toFixed(1);
        tell("Volledige doorrekening loopt", 0);
        form.dispatchEvent(new CustomEvent("voorlopig", { detail: { volgnummer: request.number, milliseconds } }));
        if (waiting) ask();
        note();
      }
    } else if (name === "voortgang") {
      tell(news.tekst, news.procent);
    } else if (name === "fout") {
      panel.setAttribute("aria-busy", "false");
      tell(news.tekst || "Doorrekenen lukte niet.", null);
      speak(told.textContent, 0);
    }
  };

  const parse = (request, block) => {
    let name = "message";
    const data = [];
    for (const line of block.split("\n")) {
      if (line.startsWith("event:")) name = line.slice(6).trim();
      if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
    }
    if (data.length > 0) handle(request, name, JSON.parse(data.join("\n")));
  };

  const listen = async (request, address) => {
    const answer = await fetch(address, {
      headers: { accept: "text/event-stream" }, signal: request.stop.signal, cache: "no-store",
    });
    if (!answer.ok || !answer.body) {
      const busy = answer.status === 429 || answer.status === 503;
      throw new Error(busy ? "Het is druk; verschuif iets om het opnieuw te proberen." : "Met deze waarden lukt doorrekenen niet.");
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const blocks = (rest + value.replaceAll("\r\n", "\n")).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) parse(request, block);
    }
  };

  const ask = () => {
    waiting = false;
    if (current) current.stop.abort();
    asked += 1;
    const request = { number: asked, stop: new AbortController(), asked: performance.now(), moved, answered: false };
    current = request;
    panel.setAttribute("aria-busy", "true");
    const values = query();
    values.set("volgnummer", String(request.number));
    listen(request, `${form.dataset.stream}?${values}`)
      .catch((error) => {
        if (error.name === "AbortError") return;
        const known = error.constructor === Error;
        handle(request, "fout", { tekst: known ? error.message : "De server antwoordt niet. Draait werkfit nog?" });
      })
      .finally(() => {
        request.answered = true;
        if (request.number === asked && waiting) ask();
        note();
      });
  };

  let moved = performance.now();
  const changed = () => {
    if (!frame) moved = performance.now();
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (!parameters.every(isRight)) return note();
      clearTimeout(addressTimer);
      addressTimer = setTimeout(() => history.replaceState(null, "", `?${query()}`), 200);
      if (current && !current.answered && performance.now() - current.asked < patience) {
        waiting = true;
        setTimeout(() => { if (waiting && current && performance.now() - current.asked >= patience) ask(); }, patience);
      } else {
        ask();
      }
    });
    note();
  };

  // ## Hands

  for (const parameter of parameters) {
    parameter.slider.addEventListener("input", () => {
      parameter.field.value = parameter.slider.value;
      show(parameter);
      changed();
    });
    parameter.field.addEventListener("input", () => {
      if (isRight(parameter)) parameter.slider.value = parameter.field.value;
      show(parameter);
      changed();
    });
    show(parameter);
  }

  form.addEventListener("click", (event) => {
    const name = event.target.closest("[data-restore]")?.dataset.restore;
    if (name === undefined) return;
    event.preventDefault();
    const chosen = parameters.filter((each) => name === "*" || each.back.dataset.restore === name);
    chosen.forEach(restore);
    // The button that was pressed can no longer be; the keyboard goes on where it was.
    if (chosen.length > 0) chosen[0].field.focus({ preventScroll: name !== "*" });
    changed();
  });

  form.addEventListener("submit", (event) => {
    // Enter in a field asks for an answer, which is on its way already; the buttons that save and download are sent.
    if (event.submitter && event.submitter.hasAttribute("formaction")) return;
    event.preventDefault();
    changed();
  });
  form.addEventListener("formdata", (event) => {
    for (const parameter of parameters) {
      if (!isChanged(parameter)) event.formData.delete(parameter.field.name);
    }
  });
  for (const name of ["scenario", "perspectief"]) {
    const choice = form.elements.namedItem(name);
    // Another scenario has another order of assumptions: the whole page is asked for once the choice is made.
    if (choice) choice.addEventListener("change", () => location.assign(`?${query()}`));
  }

  const find = form.querySelector(".find");
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  find.hidden = parameters.length < 8;
  find.querySelector("input").addEventListener("input", (event) => {
    const terms = folded(event.target.value).split(/\s+/).filter(Boolean);
    for (const { box } of parameters) {
      box.hidden = !terms.every((term) => folded(box.textContent).includes(term));
    }
  });

  // The values that a browser kept over a reload are those that are asked for.
  const kept = parameters.some((each) => each.field.value !== each.field.defaultValue);
  for (const each of parameters) each.slider.value = each.field.value;
  if (kept || panel.querySelector("[data-preview]")) changed();
  else note();
})();
