// Plotly names the parts of a drawing at random. Images must be the same bytes each time, whatever was drawn before:
// chance repeats itself, and begins anew with every image.
//
// An image comes as all of its files: asked for SVG, Plotly.toImage gives the JSON of { svg, png, bare }, the second made
// of the first at PNG_SCALE times its size, the third without the words that a page sets itself. Nothing is drawn twice.
(() => {
  const SEED = 0x9e3779b9;
  const PNG_SCALE = 2;
  let state = SEED;
  Math.random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  const toImage = Plotly.toImage;

  // What is the same without it: the defaults of a style, names for a program, groups with nothing in them, boxes that
  // nobody sees, one font told for every word, and one style for each piece of a line.
  const DEFAULTS = /(?<![-\w])(?:(?:fill-|stroke-)?opacity: 1|vector-effect: none|white-space: pre); ?/g;
  const FONT = /font-family: [^;]*; ?/;
  const UNSEEN = "stroke-opacity: 0; fill: rgb(0, 0, 0); fill-opacity: 0;";
  const slim = (root) => {
    const font = FONT.exec(root.querySelector("text")?.getAttribute("style") ?? "")?.[0] ?? "";
    for (const node of root.querySelectorAll("*")) {
      for (const name of ["class", "data-index", "data-unformatted", "data-math"]) node.removeAttribute(name);
      const style = node.getAttribute("style");
      if (style === null) continue;
      if (node.localName === "rect" && style.includes(UNSEEN)) node.remove();
      const kept = style.replace(DEFAULTS, "").replace(font, "").trim();
      if (kept === "") node.removeAttribute("style");
      else node.setAttribute("style", kept);
    }
    for (const node of [...root.querySelectorAll("g, defs, path")].reverse()) {
      const empty = node.localName === "path" ? !node.getAttribute("d") : node.childNodes.length === 0;
      if (empty && !node.id) node.remove();
    }
    for (const node of root.querySelectorAll("path")) {
      const last = node.previousElementSibling;
      if (last === null || last.localName !== "path" || !joined(last, node)) continue;
      node.setAttribute("d", last.getAttribute("d") + node.getAttribute("d"));
      last.remove();
    }
    root.setAttribute("style", `${font}white-space: pre;`);
  };

  // Pieces of one line: two opaque strokes of one style, without a filling, are drawn as one path.
  const joined = (first, second) => {
    const told = (node) => [...node.attributes].filter(({ name }) => name !== "d").map(({ name, value }) => name + value);
    const style = second.getAttribute("style") ?? "";
    const plain = style.includes("fill: none") && !/opacity|dash/.test(style);
    return plain && told(first).join() === told(second).join();
  };

  // A page sets title, subtitle, source and note as text: they are taken off, with the room they stand in.
  const unplated = (root, { layout }, height) => {
    const plate = layout.meta?.plate;
    if (plate === undefined) return;
    const off = (marks, selector) => {
      (marks ?? []).forEach((mark, place) => {
        if (mark.name?.startsWith("plate-")) root.querySelectorAll(selector(place)).forEach((node) => node.remove());
      });
    };
    off(layout.annotations, (place) => `.annotation[data-index="${place}"]`);
    off(layout.shapes, (place) => `.shape-group[data-index="${place}"]`);
    const left = height - plate.top - plate.bottom;
    root.setAttribute("viewBox", `0 ${plate.top} ${root.getAttribute("width")} ${left}`);
    root.setAttribute("height", left);
  };

  const written = (svg, change) => {
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
    change(drawing.documentElement);
    return new XMLSerializer().serializeToString(drawing);
  };

  const pixels = async (svg, { width, height }) => {
    const image = new Image();
    const ready = new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("an SVG that cannot be shown"));
    });
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    image.src = address;
    await ready.finally(() => URL.revokeObjectURL(address));
    const canvas = document.createElement("canvas");
    canvas.width = PNG_SCALE * width;
    canvas.height = PNG_SCALE * height;
    // Software draws it, which is the same on every machine.
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png").split(",")[1];
  };

  Plotly.toImage = async (figure, options) => {
    state = SEED;
    // Whether the drawing's empty style comes before or after its viewBox depends on the clock.
    const svg = (await toImage(figure, options)).replace(' style=""', "");
    const bare = written(svg, (root) => {
      unplated(root, figure, options.height);
      slim(root);
    });
    return JSON.stringify({ svg, png: await pixels(svg, options), bare });
  };
})();
