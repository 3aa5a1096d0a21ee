// Draw every chart of the page on the sheet that fits, and tell what it shows where it can't be drawn.
(() => {
  // Below this, the letters of the wide sheet, scaled down, would be too small to read.
  const WIDE_FROM = 836;
  const settings = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };
  const figures = [...document.querySelectorAll("figure[data-chart]")];

  const tell = (figure) => {
    figure.querySelector(".canvas").hidden = true;
    const instead = figure.querySelector(".fallback");
    instead.hidden = false;
    instead.innerHTML = figure.querySelector("noscript").textContent;
    figure.querySelectorAll("details").forEach((details) => { details.open = true; });
  };

  const draw = (figure) => {
    // Paper takes the sheet of the screen, scaled: in the middle of printing there is no time to draw another.
    if (figure.dataset.drawn && matchMedia("print").matches) return;
    const sheet = figure.clientWidth < WIDE_FROM ? "narrow" : "wide";
    if (figure.dataset.drawn === sheet) return;
    figure.dataset.drawn = sheet;
    const plot = figure.querySelector(".plot");
    const { data, layout } = JSON.parse(figure.querySelector(`script[data-sheet="${sheet}"]`).textContent);
    plot.classList.remove("done");
    Plotly.react(plot, data, layout, settings).then(() => plot.classList.add("done"));
  };

  // Plotly looks for room without counting the padding of a hover box, which then stands some pixels beyond the edge.
  const keepIn = (plot) => {
    const room = plot.closest(".canvas").getBoundingClientRect();
    const scale = plot.getBoundingClientRect().width / plot.offsetWidth;
    plot.querySelectorAll(".hovertext").forEach((said) => {
      const box = said.getBoundingClientRect();
      const over = Math.max(box.right + 1 - room.right, 0) || Math.min(box.left - 1 - room.left, 0);
      if (over) said.style.translate = `${-over / scale}px`;
    });
  };

  if (!window.Plotly || !CSS.supports("width: calc(1px * tan(atan2(1px, 1px)))")) {
    figures.forEach(tell);
    return;
  }
  const watch = new ResizeObserver((entries) => entries.forEach((entry) => draw(entry.target)));
  figures.forEach((figure) => {
    draw(figure);
    watch.observe(figure);
    const plot = figure.querySelector(".plot");
    new MutationObserver(() => keepIn(plot)).observe(plot, { childList: true, subtree: true });
  });
})();
