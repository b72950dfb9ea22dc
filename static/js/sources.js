// The numbers at facts open their sources in place. Without this script, or in a browser without popovers, they lead to the
// list of sources, from which all that is shown here is taken.
(() => {
  const template = document.getElementById("source-card");
  if (!template || !("popover" in HTMLElement.prototype)) return;
  const card = template.content.firstElementChild;
  const title = card.querySelector("h2");
  const list = card.querySelector(".sources");
  const all = [...document.querySelectorAll("#sources > .sources > li")];
  let open = null, pressed = null;
  document.body.append(card);

  for (const mark of document.querySelectorAll("main a.src")) mark.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("main a.src");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const marks = mark.closest(".marks")?.querySelectorAll("a.src") ?? [mark];
    const rows = mark.classList.contains("whole") ? whole() : [...marks].map(row).filter(Boolean);
    if (!rows.length) return;
    event.preventDefault();
    const again = (event.detail ? pressed : open) === mark;
    card.hidePopover();
    if (again) return;
    list.replaceChildren(...rows);
    const fact = mark.closest(".marks")?.dataset.fact || title.dataset.record;
    title.textContent = fact.charAt(0).toLocaleUpperCase() + fact.slice(1);
    open = mark;
    mark.classList.add("open");
    mark.setAttribute("aria-expanded", "true");
    card.showPopover({ source: mark });
    card.focus({ preventScroll: true });
    list.scrollTop = 0;
  });

  // A press outside the card closes it before the click comes: a click on the number that was open must not open it anew.
  document.addEventListener("pointerdown", () => { pressed = open; }, true);

  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed" || !open) return;
    open.classList.remove("open");
    open.removeAttribute("aria-expanded");
    open = null;
  });

  card.addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) card.hidePopover(); });

  /** The row of the list that a mark leads to, with those notes alone that are about this fact. */
  function row(mark) {
    const copy = document.querySelector(mark.getAttribute("href"))?.cloneNode(true);
    for (const note of copy?.querySelectorAll("[id^=c]") ?? []) if (note.id !== mark.dataset.passage) note.remove();
    return copy && bare(copy);
  }

  function whole() {
    const own = all.filter((row) => "whole" in row.dataset);
    return (own.length ? own : all).map((row) => bare(row.cloneNode(true)));
  }

  function bare(copy) {
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    copy.querySelector(".supports")?.remove();
    return copy;
  }
})();
