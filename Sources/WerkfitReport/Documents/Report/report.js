// The report without this script is complete: it shows still charts and every assumption. With it, charts answer to the
// pointer and follow the colours and the width of the screen, and the assumptions can be searched.
(function () {
  "use strict";

  const read = (element) => {
    try {
      return element ? JSON.parse(element.textContent) : null;
    } catch {
      return null;
    }
  };
  const words = read(document.getElementById("report-words")) || {};
  const darkConfig = read(document.getElementById("report-dark"));
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Below this width of its box a chart takes its narrow form.
  const narrowBox = 680;

  // ## Charts

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
    label.textContent = words.saveAs || "";
    bar.append(label);
    for (const type of ["png", "svg"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = type.toUpperCase();
      button.setAttribute("aria-label", `${words.saveAs} ${type.toUpperCase()}: ${figure.querySelector("h3").textContent}`);
      button.addEventListener("click", () => {
        if (figure.view) save(figure.view, figure.id.replace("chart-", ""), type);
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
        // The page allows no code made from text: expressions are interpreted.
        ast: true,
        tooltip: { theme: dark.matches ? "dark" : "light" },
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

  // ## Assumptions

  const form = document.querySelector("form.filter");
  if (form) {
    const text = form.querySelector("input");
    const level = form.querySelector("select");
    const count = form.querySelector(".count");
    const rows = [...document.querySelectorAll("#assumption-table tbody tr")];
    const folded = (value) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const contents = rows.map((row) => folded(row.textContent));
    const filter = () => {
      const terms = folded(text.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = terms.every((term) => contents[index].includes(term))
          && (level.value === "" || row.dataset.confidence === level.value);
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      count.textContent = (form.dataset.count || "").replace("%1", shown).replace("%2", rows.length);
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    text.addEventListener("input", filter);
    level.addEventListener("change", filter);
    filter();
  }

  // ## Contents

  const contents = document.querySelector("nav.contents details");
  const wide = matchMedia("(min-width: 72rem)");
  const fold = () => { contents.open = wide.matches; };
  fold();
  wide.addEventListener("change", fold);
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) contents.open = false;
  });

  const links = new Map([...document.querySelectorAll("nav.contents a")].map((link) => [link.hash.slice(1), link]));
  const visible = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target.id);
      else visible.delete(entry.target.id);
    }
    const current = [...links.keys()].find((id) => visible.has(id));
    if (current === undefined) return;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) watcher.observe(section);
  }
})();
