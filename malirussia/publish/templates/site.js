// What a page of the site can do beyond being read; without it nothing is missing.
(() => {})();
