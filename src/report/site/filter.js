// The search of the places: what does not match is hidden. Without it all of them are shown.
"use strict";
(() => {
  const form = document.querySelector("form.filter");
  const items = [...document.querySelectorAll("ul.all > li")];
  const told = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = items.map((item) => plain(item.textContent));
  const show = () => {
    const words = plain(form.elements.q.value).split(/\s+/).filter(Boolean);
    const kind = form.elements.kind.value;
    const where = form.elements.where.value;
    const minutes = Number(form.elements.minutes.value) || Infinity;
    let found = 0;
    items.forEach((item, at) => {
      const fits =
        words.every((word) => names[at].includes(word)) &&
        (!kind || item.dataset.kind === kind) &&
        (!where || item.dataset.where === where) &&
        Number(item.dataset.minutes) <= minutes;
      item.hidden = !fits;
      found += fits ? 1 : 0;
    });
    told.textContent = found === 1 ? "1 place" : `${found} places`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  form.hidden = false;
  show();
})();
