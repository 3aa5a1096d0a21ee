// Charts of malirussia take the width that a notebook gives them.
//
// A chart is a sheet whose marks and letters count pixels: made narrower by plotly, its words would run into each other.
// So a sheet wider than its cell is scaled as a whole, as on the pages. The transform stands on plotly's own element,
// because that is where plotly looks for one when it follows the pointer.
(() => {
  const fit = (plot) => {
    const box = plot.querySelector(".plot-container");
    const layout = plot.layout;
    if (!box || !plot.clientWidth) return;
    // Without a scroll bar an output would ask for the width of the whole cell, prompt included.
    plot.style.minWidth = "0";
    plot.style.overflow = "visible";
    const scale = Math.min(1, plot.clientWidth / layout.width);
    plot.style.transformOrigin = "0 0";
    plot.style.transform = scale < 1 ? `scale(${scale})` : "";
    box.style.height = `${layout.height * scale}px`;
  };

  const ours = (plot) => Boolean(plot.layout && plot.layout.meta && plot.layout.meta.plate && plot.layout.width);
  const widths = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  const known = new WeakSet();

  const look = () => {
    document.querySelectorAll(".jp-RenderedPlotly.js-plotly-plot").forEach((plot) => {
      if (!ours(plot)) return;
      fit(plot);
      if (known.has(plot)) return;
      known.add(plot);
      widths.observe(plot);
    });
  };

  const activate = () => {
    let asked = 0;
    const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(look); };
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
    look();
  };

  const plugin = { id: "malirussia:width", autoStart: true, activate };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.malirussia = {
    init: () => {},
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();
