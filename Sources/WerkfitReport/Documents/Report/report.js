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

  window.werkfitCharts({
    saveAs: words.saveAs,
    dark: read(document.getElementById("report-dark")),
    prefix: "chart-",
    embed: (isDark) => ({ tooltip: { theme: isDark ? "dark" : "light" } }),
  });

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
