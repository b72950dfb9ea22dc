// Names while one types: a list box under the search field, after the ARIA pattern of an editable combobox with list
// autocomplete. Without this file the form just searches.
(() => {
  "use strict";

  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const input = form.querySelector("input");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  const make = (name, attributes, text = "") => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const list = make("ul", { role: "listbox", id: "suggestions", class: "suggestions", "aria-label": form.dataset.label, hidden: "" });
  const status = make("p", { role: "status", class: "visually-hidden" });
  form.append(list, status);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false" })) input.setAttribute(key, value);

  let chosen = -1;
  let waiting;
  let asking;

  const choose = (index) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const option = list.children[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const show = ({ suggestions, said }) => {
    choose(-1);
    list.replaceChildren(
      ...suggestions.map(({ kind, text, url }, index) => {
        const option = make("li", { role: "option", id: `suggestion-${index}`, "aria-selected": "false", "data-url": url });
        option.append(make("span", { dir: "auto" }, text), make("small", {}, kind));
        return option;
      }),
    );
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = said;
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // the network is away: the form still searches when it is back
    }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.isComposing) return;
    if (input.value.trim().length < 2) close();
    else waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
})();
