// Plotly names the parts of a drawing at random. Images must be the same bytes each time, whatever was drawn before:
// chance repeats itself, and begins anew with every image.
//
// An image comes as both of its files: asked for SVG, Plotly.toImage gives the JSON of { svg, png }, the second made of
// the first at PNG_SCALE times its size, so that nothing is drawn twice.
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
    return JSON.stringify({ svg, png: await pixels(svg, options) });
  };
})();
