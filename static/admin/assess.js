// Opens the further fields of a row where its basis asks for them, and shows first what is wrong.
"use strict";
{
    document.addEventListener("change", ({ target }) => {
        if (target.name?.endsWith("-basis") && target.value === "two-independent-sources") {
            target.closest("fieldset").querySelector("details").open = true;
        }
    });
    document.addEventListener("DOMContentLoaded", () => document.querySelector(".assess-problems")?.focus());

    // Leaving with something typed asks first; a save, and one click, keep it.
    let leaving = false;
    const typed = () => JSON.stringify([...new FormData(document.querySelector(".assess-form"))]);
    const form = document.querySelector(".assess-form");
    if (form) {
        const opened = typed();
        const sent = document.querySelector(".assess-problems");
        form.addEventListener("submit", () => (leaving = true));
        addEventListener("pageshow", () => (leaving = false));
        addEventListener("beforeunload", (event) => {
            if (!leaving && (sent || typed() !== opened)) event.preventDefault();
        });
    }
}
