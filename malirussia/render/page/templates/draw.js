// A chart stands as a picture. Where its reader asks for it, and where there is no picture, plotly.js draws it in its place;
// where that can't be had either, the page tells what the chart shows.
(() => {
  const { plotly } = document.currentScript.dataset;
  // Below this, the letters of the wide sheet, scaled down, would be too small to read.
  const narrow = matchMedia("screen and (max-width: 999px)");
  const settings = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };
  const fits = CSS.supports("width: calc(1px * tan(atan2(1px, 1px)))");

  const loads = new Map();
  const load = (address) => {
    if (!loads.has(address)) {
      const script = document.createElement("script");
      const loaded = new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = () => {
          loads.delete(address);
          reject(new Error(address));
        };
      });
      loads.set(address, loaded);
      script.src = address;
      document.head.append(script);
    }
    return loads.get(address);
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
  const watched = new MutationObserver((changes) => {
    new Set(changes.map(({ target }) => target.closest(".plot")).filter((plot) => plot !== null)).forEach(keepIn);
  });

  const draw = async (figure) => {
    const { chart } = figure.dataset;
    await Promise.all([load(plotly), load(`${chart}.js`)]);
    const sheet = narrow.matches ? "narrow" : "wide";
    if (figure.dataset.sheet !== sheet) {
      const plot = figure.querySelector(".plot");
      figure.dataset.sheet = sheet;
      const { data, layout } = structuredClone(window.malirussia[chart][sheet]);
      await Plotly.react(plot, data, layout, settings);
      watched.observe(plot, { childList: true, subtree: true });
    }
    figure.dataset.drawn = figure.dataset.sheet;
  };

  const tell = (figure) => {
    figure.querySelector(".canvas").hidden = true;
    figure.querySelector(".fallback").hidden = false;
    figure.querySelectorAll("details:not(.take)").forEach((details) => { details.open = true; });
  };

  // A picture that is not there leaves its room to plotly.js.
  const instead = (figure) => {
    figure.querySelector("picture")?.remove();
    figure.querySelector(".canvas").classList.add("unpictured");
    figure.querySelector("button[aria-pressed]")?.parentNode.remove();
    if (fits) draw(figure).catch(() => tell(figure));
    else tell(figure);
  };

  const answer = (figure, button) => {
    const status = button.parentNode.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      if (figure.dataset.drawn) {
        delete figure.dataset.drawn;
        button.ariaPressed = "false";
        return;
      }
      status.textContent = status.dataset.busy;
      try {
        await draw(figure);
        button.ariaPressed = "true";
        status.textContent = "";
      } catch {
        button.hidden = true;
        status.textContent = status.dataset.failed;
      }
    });
  };

  const figures = [...document.querySelectorAll("figure[data-chart]")];
  figures.forEach((figure) => {
    const image = figure.querySelector("picture img");
    if (image === null || (image.complete && image.naturalWidth === 0)) {
      instead(figure);
      return;
    }
    image.addEventListener("error", () => instead(figure));
    const button = figure.querySelector("button[aria-pressed]");
    if (fits) answer(figure, button);
    else button.parentNode.remove();
  });
  narrow.addEventListener("change", () => {
    // Paper takes the sheet of the screen, scaled: in the middle of printing there is no time to draw another.
    if (!matchMedia("print").matches) figures.filter(({ dataset }) => dataset.drawn).forEach(draw);
  });
})();
