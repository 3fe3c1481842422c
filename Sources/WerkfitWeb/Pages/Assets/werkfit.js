// Every page is whole without this script. With it, charts answer to the pointer and follow the colours and the width of the
// screen, the assumptions can be searched, a file can be dropped, and progress comes by itself.
(function () {
  "use strict";

  const read = (element) => {
    try {
      return element ? JSON.parse(element.textContent) : null;
    } catch {
      return null;
    }
  };
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // ## Charts

  const darkConfig = read(document.getElementById("grafieken-donker"));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Below this width of its box a chart takes its narrow form.
  const narrowBox = 680;

  const chosen = (figure, width) => {
    const narrow = width < narrowBox ? figure.querySelector("script.narrow") : null;
    const specification = read(narrow || figure.querySelector("script.specification"));
    if (specification === null) return null;
    if (dark.matches && darkConfig) specification.config = darkConfig;
    if (specification.width === undefined && (specification.mark || specification.layer)) {
      specification.width = "container";
      specification.autosize = { type: "fit-x", contains: "padding" };
    }
    return specification;
  };

  const save = (view, name, type) => {
    view.toImageURL(type, type === "png" ? 3 : 1).then((address) => {
      const link = document.createElement("a");
      link.href = address;
      link.download = `${name}.${type}`;
      link.click();
    });
  };

  const saveButtons = (figure) => {
    const bar = document.createElement("p");
    bar.className = "save";
    const label = document.createElement("span");
    label.textContent = "Opslaan als";
    bar.append(label);
    for (const type of ["png", "svg"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = type.toUpperCase();
      button.setAttribute("aria-label", `Opslaan als ${type.toUpperCase()}: ${figure.querySelector("h3").textContent}`);
      button.addEventListener("click", () => {
        if (figure.view) save(figure.view, figure.id.replace("grafiek-", ""), type);
      });
      bar.append(button);
    }
    figure.querySelector(".drawing").after(bar);
  };

  const draw = async (figure) => {
    const box = figure.querySelector(".drawing");
    const width = box.clientWidth;
    // A picture of what no one sees has no width; it is drawn when it gets one.
    if (width === 0) return;
    const form = `${width < narrowBox}/${dark.matches}`;
    if (figure.form === form) return;
    figure.form = form;
    const specification = chosen(figure, width);
    if (specification === null) return;
    let live = box.querySelector(".live");
    if (!live) {
      live = document.createElement("div");
      live.className = "live";
      // The box has the chart's alternative text; without this its lines would be read one by one as well.
      live.setAttribute("aria-hidden", "true");
      box.append(live);
    }
    try {
      const result = await window.vegaEmbed(live, specification, {
        mode: "vega-lite",
        renderer: "svg",
        actions: false,
        // The page allows no code made from text: expressions are interpreted. Nor does it allow styles from a script:
        // those of the tooltip are in the style sheet.
        ast: true,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      if (figure.view) figure.view.finalize();
      else saveButtons(figure);
      figure.view = result.view;
      figure.classList.add("drawn");
    } catch (error) {
      // The still chart or its words stay where they are.
      live.remove();
      figure.form = null;
      console.warn(figure.id, error);
    }
  };

  const figures = [...document.querySelectorAll("figure.chart")];
  if (window.vegaEmbed && figures.length > 0) {
    const observer = new ResizeObserver((entries) => {
      for (const entry of entries) draw(entry.target.closest("figure"));
    });
    for (const figure of figures) observer.observe(figure.querySelector(".drawing"));
    dark.addEventListener("change", () => figures.forEach(draw));
  }

  // ## Searching the assumptions

  const filter = document.querySelector("form.filter");
  if (filter) {
    const text = filter.querySelector("input");
    const level = filter.querySelector("select");
    const rows = [...document.querySelectorAll("#aannamelijst tbody tr")];
    const contents = rows.map((row) => folded(row.textContent));
    const sift = () => {
      const terms = folded(text.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = terms.every((term) => contents[index].includes(term))
          && (!level || level.value === "" || row.dataset.level === level.value);
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      filter.querySelector(".count").textContent = `${shown} van ${rows.length} aannames`;
    };
    filter.hidden = rows.length < 8;
    filter.addEventListener("submit", (event) => event.preventDefault());
    text.addEventListener("input", sift);
    if (level) level.addEventListener("change", sift);
    // A link to an assumption must not end at a hidden row.
    addEventListener("hashchange", () => {
      text.value = "";
      if (level) level.value = "";
      sift();
    });
    sift();
  }

  // ## Dropping a file

  for (const form of document.querySelectorAll("form.upload")) {
    const input = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
    for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    // Choosing a file by hand waits for the button, so that nothing happens unasked.
  }

  // ## Progress

  for (const place of document.querySelectorAll(".live-job")) {
    if (place.dataset.go) location.replace(place.dataset.go);
    if (place.hasAttribute("data-over") || !window.EventSource) continue;
    const words = place.parentElement.querySelector("[role=status]");
    const source = new EventSource(place.dataset.stream);
    source.addEventListener("taak", (event) => {
      const news = JSON.parse(event.data);
      place.innerHTML = news.html;
      if (!news.klaar) return;
      source.close();
      const stop = document.querySelector("form.stop");
      if (stop) stop.remove();
      if (words) words.textContent = news.zin;
      if (news.ga) location.replace(news.ga);
    });
    source.addEventListener("fout", () => source.close());
    // A server that is gone says so on the next visit; asking on and on helps no one.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
    });
  }
})();
