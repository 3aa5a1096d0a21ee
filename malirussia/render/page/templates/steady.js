// Plotly names the parts of a drawing at random. Images must be the same bytes each time, whatever was drawn before:
// chance repeats itself, and begins anew with every image.
(() => {
  const SEED = 0x9e3779b9;
  let state = SEED;
  Math.random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  const toImage = Plotly.toImage;
  Plotly.toImage = (...given) => {
    state = SEED;
    return toImage(...given);
  };
})();
