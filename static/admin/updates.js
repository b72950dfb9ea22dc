// Says below each choice of evidence what it needs.
"use strict";
{
    function explain(select) {
        const cell = select.closest(".row-field");
        let note = cell.querySelector(".evidence-rule");
        if (!note) {
            note = document.createElement("p");
            note.className = "evidence-rule understanding";
            note.setAttribute("aria-live", "polite");
            cell.append(note);
        }
        note.textContent = JSON.parse(select.dataset.evidenceRules)[select.value] ?? "";
    }
    document.addEventListener("change", (event) => {
        if (event.target.matches?.("[data-evidence-rules]")) explain(event.target);
    });
    const all = (root) => root.querySelectorAll(".form-group:not(.empty-form) [data-evidence-rules]").forEach(explain);
    document.addEventListener("DOMContentLoaded", () => all(document));
    document.addEventListener("formset:added", () => all(document));
}
