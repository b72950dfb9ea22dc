// Says below each choice of evidence what it needs, and which proof is still missing, as curation/proofs.py does.
"use strict";
{
    const shared = () => document.getElementById("proofs")?.textContent;
    const evidences = "[data-proofs]";

    function valuesBeside(select) {
        const prefix = select.name.slice(0, -"evidence".length);
        const value = (name) => {
            const fields = [prefix + name, `${prefix}${name}_address`].map((full) => select.form.elements[full]);
            const own = fields.map((field) => field?.value.trim()).find(Boolean);
            return own || (name === "checked" && select.form.elements.checked?.value) || "";
        };
        return value;
    }

    function missing(select) {
        const value = valuesBeside(select);
        const holds = ([name, among]) => (among[0] === "*" ? value(name) !== "" : among.includes(value(name)));
        const rules = JSON.parse(select.dataset.proofs || shared());
        return rules
            .filter((rule) => (!rule.same || value(rule.same) === value(rule.field)) && Object.entries(rule.when).every(holds))
            .map((rule) => rule.words);
    }

    function line(note, name) {
        let found = note.querySelector(`.${name}`);
        if (!found) {
            found = document.createElement("span");
            found.className = name;
            note.append(found, " ");
        }
        return found;
    }

    function explain(select) {
        const cell = select.closest(".row-field, .assess-row");
        let note = cell.querySelector(".evidence-rule");
        if (!note) {
            note = document.createElement("p");
            note.className = "evidence-rule understanding";
            note.setAttribute("aria-live", "polite");
            cell.append(note);
        }
        const rules = select.dataset.evidenceRules ?? document.getElementById("evidence-rules").textContent;
        line(note, "evidence-needs").textContent = isTouched(select) ? (JSON.parse(rules)[select.value] ?? "") : "";
        line(note, "evidence-missing").textContent = isTouched(select) ? verdict(missing(select)) : "";
    }

    function verdict(words) {
        return words.length ? words.join(" ") : gettext("No proof is missing.");
    }

    // Of several rows on a page, those that nobody writes in lack nothing.
    function isTouched(select) {
        const row = select.closest(".assess-row");
        if (!row) return true;
        return [...row.querySelectorAll("select, textarea, input:not([type=hidden])")].some((field) => field.value.trim());
    }

    function again(event) {
        const row = event.target.closest?.("fieldset, .form-group, .inline-related, form");
        const named = /^(.*-)?[a-z_]+$/.exec(event.target.name ?? "");
        if (!row || !named) return;
        const own = event.target.form?.elements[`${named[1] ?? ""}evidence`];
        const all = own ? [own] : event.target.name === "checked" ? document.querySelectorAll(evidences) : [];
        for (const select of all) if (select.matches?.(evidences)) explain(select);
    }

    const all = (root) => [...root.querySelectorAll(evidences)].filter((one) => !one.closest(".empty-form")).forEach(explain);
    document.addEventListener("DOMContentLoaded", () => {
        all(document);
        // What select2 chooses, only jQuery hears.
        if (window.django?.jQuery) django.jQuery(document).on("change", again);
        else document.addEventListener("change", again);
    });
    document.addEventListener("formset:added", () => all(document));
}
