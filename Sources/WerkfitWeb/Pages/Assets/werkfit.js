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

  window.werkfitCharts({
    saveAs: "Opslaan als",
    dark: read(document.getElementById("grafieken-donker")),
    prefix: "grafiek-",
    // Pages of the web app allow no styles from a script either: those of the tooltip are in the style sheet.
    embed: () => ({ defaultStyle: false, tooltip: { disableDefaultStyle: true } }),
  });

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
