// What a reader takes of a chart: its link, a citation, what shows it on another page. Addresses stand on a page from the
// folder of the site on; where the site is served they are made whole. A chart in a frame tells the page round it how
// high it is.
(() => {
  const here = new URL(".", location.href).href;
  const whole = (text, folder) => (here.startsWith("http") ? text.replaceAll(folder, here) : text);
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a page may not write there, but may copy what is selected.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };
  for (const under of document.querySelectorAll(".under[data-folder]")) {
    const { folder } = under.dataset;
    const take = under.querySelector(".take");
    const cite = take.querySelector(".cite");
    cite.textContent = whole(cite.textContent, folder);
    take.querySelectorAll("textarea").forEach((field) => {
      field.value = whole(field.value, folder);
      field.addEventListener("focus", () => field.select());
    });
    const status = take.querySelector("[role=status]");
    take.querySelectorAll("button[data-copy]").forEach((button) => {
      button.addEventListener("click", async () => {
        await copy(button.dataset.copy === "cite" ? cite.textContent : new URL(button.dataset.link, here).href);
        status.textContent = status.dataset.copied;
        button.focus();
      });
    });
  }
  if (window.parent !== window && document.querySelector("main.alone")) {
    document.documentElement.classList.add("framed");
    document.querySelectorAll("a[href]").forEach((link) => { link.target = "_blank"; });
    const tell = () => {
      const height = Math.ceil(document.querySelector("main").getBoundingClientRect().bottom + scrollY);
      window.parent.postMessage({ malirussia: height + 16 }, "*");
    };
    new ResizeObserver(tell).observe(document.querySelector("main"));
  }
})();
