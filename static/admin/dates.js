// Shows below each date what it is understood as, while it is typed.
"use strict";
{
    const address = new URL("/admin/understand-date/", location.href);
    const waiting = new WeakMap();

    async function understand(input) {
        const shown = input.closest(".row-field, td, div:has(> .understanding)")?.querySelector(".understanding");
        if (!shown) return;
        address.search = new URLSearchParams({ text: input.value, ...(input.dataset.partialDate && { phrases: 1 }) });
        const answer = await fetch(address);
        if (!answer.ok) return;
        const { text, error } = await answer.json();
        shown.textContent = text;
        shown.classList.toggle("misunderstood", error);
    }

    document.addEventListener("input", (event) => {
        const input = event.target;
        if (!(input instanceof HTMLInputElement) || input.dataset.partialDate === undefined) return;
        clearTimeout(waiting.get(input));
        waiting.set(input, setTimeout(() => understand(input), 250));
    });
}
