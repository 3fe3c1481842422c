// Charts on a page: they answer to the pointer, follow the colours and the width of the screen, and can be saved. For the
// report and the web app alike; a page without this script has still pictures or words in their place.
//
// `options`: `saveAs`, the words before the buttons; `dark`, the configuration of charts on a dark page or null; `prefix`,
// what the ids of the figures begin with; `embed`, options of vega-embed for the page.
window.werkfitCharts = function (options) {
  "use strict";

  const read = (element) => {
    try {
      return element ? JSON.parse(element.textContent) : null;
    } catch {
      return null;
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Below this width of its box a chart takes its narrow form.
  const narrowBox = 680;

  const chosen = (figure, width) => {
    const narrow = width < narrowBox ? figure.querySelector("script.narrow") : null;
    const specification = read(narrow || figure.querySelector("script.specification"));
    if (specification === null) return null;
    if (dark.matches && options.dark) specification.config = options.dark;
    if (specification.width === undefined && (specification.mark || specification.layer)) {
      specification.width = "container";
      specification.autosize = { type: "fit-x", contains: "padding" };
    }
    if (width < narrowBox && specification.config) {
      specification.config = { ...specification.config, legend: { ...specification.config.legend, columns: 1 } };
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
    label.textContent = options.saveAs || "";
    bar.append(label);
    for (const type of ["png", "svg"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = type.toUpperCase();
      button.setAttribute("aria-label", `${options.saveAs} ${type.toUpperCase()}: ${figure.querySelector("h3").textContent}`);
      button.addEventListener("click", () => {
        if (figure.view) save(figure.view, figure.id.replace(options.prefix, ""), type);
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
        // Pages allow no code made from text: expressions are interpreted.
        ast: true,
        ...options.embed(dark.matches),
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
};
