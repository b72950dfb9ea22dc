// While the name of a person, an institution or a body is typed: whoever is in the record already under one like it.
"use strict";
{
    const WAIT = 350;
    let timer, asked;

    function noteOf(input) {
        const cell = input.closest(".row-field") ?? input.parentElement;
        let note = cell.querySelector(".alike");
        if (!note) {
            note = document.createElement("p");
            note.className = "alike understanding misunderstood";
            note.setAttribute("aria-live", "polite");
            cell.append(note);
        }
        return note;
    }

    function show(note, found) {
        note.replaceChildren();
        if (!found.length) return;
        note.append(gettext("Recorded already?"), " ");
        for (const one of found) {
            const link = document.createElement("a");
            Object.assign(link, { href: one.url, target: "_blank", textContent: one.last ? `${one.text} · ${one.last}` : one.text });
            note.append(link, " ");
        }
    }

    async function ask(input) {
        const besides = location.pathname.match(/\/(\d+)\/change\/$/)?.[1] ?? "";
        const party = document.getElementById("id_party")?.value ?? "";
        const text = input.value.trim();
        asked = text;
        const answer = await fetch(`/admin/alike/?${new URLSearchParams({ kind: input.dataset.alike, text, party, besides })}`);
        const { found } = answer.ok ? await answer.json() : { found: [] };
        if (asked === text) show(noteOf(input), found);
    }

    document.addEventListener("input", ({ target }) => {
        if (!target.dataset?.alike) return;
        clearTimeout(timer);
        timer = setTimeout(() => ask(target), WAIT);
    });
    // Whoever asks otherwise, as for a meeting, says below which field what was found is shown.
    document.addEventListener("alike:found", ({ target, detail }) => show(noteOf(target), detail));
    // A name brought along from where it was typed first.
    document.addEventListener("DOMContentLoaded", () => {
        const input = document.querySelector("[data-alike]");
        if (input?.value && location.pathname.endsWith("/add/")) ask(input);
    });
}
