// A list changes in place as its filters do. Without this file the form has its button, and everything else is links.
(() => {
  "use strict";

  const list = () => document.getElementById("list");

  // Fields left alone have no place in an address that people share.
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.formData;
    const kept = [...form.entries()].filter(([, value]) => value !== "");
    for (const name of new Set(form.keys())) form.delete(name);
    for (const [name, value] of kept) form.append(name, value);
  });

  // What the reader has unfolded stays so. And whoever goes by keyboard goes on where they were: at the link they pressed
  // if it is still there, or else, as after the turn of a page, at the sentence that says what is shown now.
  let unfolded = [];
  let pressed = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A wrong filter is answered 400, with what is wrong with it: that is to be shown as well.
    if (event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    unfolded = [...document.querySelectorAll("#list details[open][id]")].map((details) => details.id);
    pressed = list()?.contains(document.activeElement) ? document.activeElement : null;
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  });

  document.addEventListener("htmx:afterSettle", () => {
    const heading = list()?.querySelector("h1");
    if (heading) document.getElementById("announcement").textContent = heading.textContent;
    // A field has its name, by which htmx finds it again.
    if (heading && pressed && document.activeElement === document.body) {
      const turned = ["next", "prev"].includes(pressed.rel);
      const places = turned ? [] : [...list().querySelectorAll("a, b[aria-current]")];
      const place = places.find((one) => one.textContent === pressed.textContent) ?? heading;
      if (!place.href) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
    pressed = null;
    enliven();
  });

  // The two handles below the bars write into the two fields beside them.
  function enliven() {
    for (const slider of document.querySelectorAll(".slider[hidden]")) {
      slider.hidden = false;
      const [first, last] = slider.querySelectorAll("input");
      const fields = [first, last].map((handle) => document.getElementById(handle.dataset.field));
      const bars = [...slider.closest(".facet").querySelectorAll("[data-year]")];
      const show = () => {
        for (const bar of bars) {
          const [begins, ends] = bar.dataset.year.split("–").map(Number);
          bar.classList.toggle("out", (ends || begins) < Number(first.value) || begins > Number(last.value));
        }
      };
      first.addEventListener("input", () => {
        if (Number(first.value) > Number(last.value)) first.value = last.value;
        fields[0].value = first.value === first.min ? "" : first.value;
        show();
      });
      last.addEventListener("input", () => {
        if (Number(last.value) < Number(first.value)) last.value = first.value;
        fields[1].value = last.value === last.max ? "" : last.value;
        show();
      });
    }
  }

  enliven();
})();
