// Entering a meeting: who sat there last time, pasted lists of names, and what may be recorded already.
"use strict";
{
    const $ = django.jQuery;
    const rowsOf = (formset) => [...formset.querySelectorAll(":scope > .form-group:not(.empty-form)")];
    const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
    const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
    const seats = () => [...document.querySelectorAll("[id$='-participants-data']")].filter((rows) => !rows.id.includes("__prefix__"));

    function button(words, act) {
        const made = document.createElement("button");
        Object.assign(made, { type: "button", textContent: words, className: "desk-button" });
        made.addEventListener("click", act);
        return made;
    }

    // As last time ------------------------------------------------------------------------------------------------

    const again = (row) => row.querySelector(":scope > .form-row .again input[type=checkbox]");
    const unsettled = () => [...document.querySelectorAll(".again input[type=checkbox]:not(:checked)")];

    function strike(row) {
        const next = again(row.nextElementSibling ?? row) ?? row.closest(".formset").querySelector(":scope > .form-actions .add-row");
        row.querySelector(".delete-template")?.click();
        next?.focus();
    }

    function confirmed(box) {
        if (!box.checked) return;
        const row = box.closest(".form-group");
        const cited = row.querySelector("select[data-cited]");
        const before = row.previousElementSibling?.querySelector("select[data-cited]")?.value;
        const only = cited && cited.options.length === 2 ? cited.options[1].value : "";
        if (cited && !cited.value) cited.value = before || only;
    }

    function offerAll(rows) {
        if (!rows.querySelector(".again")) return;
        const bar = document.createElement("p");
        bar.className = "list-bar";
        const boxes = () => rowsOf(rows).map(again).filter(Boolean);
        bar.append(
            button(gettext("All there again"), () => {
                for (const box of boxes()) {
                    box.checked = true;
                    confirmed(box);
                }
            }),
            button(gettext("Strike those not ticked"), () => {
                for (const box of boxes().reverse()) if (!box.checked) box.closest(".form-group").querySelector(".delete-template")?.click();
            }),
        );
        rows.prepend(bar);
    }

    // A pasted list -----------------------------------------------------------------------------------------------

    function offerPaste(rows) {
        if (rows.dataset.pasted || !rows.querySelector(":scope > .form-actions .add-row")) return;
        rows.dataset.pasted = "1";
        const box = document.createElement("details");
        box.className = "paste-list";
        const summary = document.createElement("summary");
        summary.textContent = gettext("Paste a list of names and posts");
        const area = document.createElement("textarea");
        const help = document.createElement("p");
        area.rows = 4;
        area.setAttribute("aria-label", gettext("Names and posts, one a line"));
        area.placeholder = gettext("Khalid Zerouali, Director of Migration and Border Surveillance");
        help.setAttribute("aria-live", "polite");
        const make = button(gettext("Make rows of it"), () => paste(rows, area, help, box));
        area.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.stopPropagation();
            make.click();
        });
        area.addEventListener("input", (event) => event.stopPropagation());
        box.append(summary, area, make);
        box.addEventListener("toggle", () => box.open && area.focus());
        rows.querySelector(":scope > .form-actions").append(box, help);
    }

    async function paste(rows, area, help, box) {
        const party = rows.closest(".form-nested").closest(".form-group").querySelector("select[data-party-of-meeting]").value;
        const body = new URLSearchParams({ text: area.value, party });
        const answer = await fetch("/admin/read-list/", { method: "POST", body, headers: { "X-CSRFToken": token() } });
        const read = answer.ok || answer.status === 400 ? await answer.json() : { error: gettext("The list could not be read: try once more.") };
        help.textContent = read.error ?? "";
        help.classList.toggle("misunderstood", Boolean(read.error));
        if (read.error) return;
        let first;
        for (const one of read.rows) first = fill(emptyRow(rows), one) ?? first;
        help.textContent = interpolate(ngettext("%s row was made.", "%s rows were made.", read.rows.length), [read.rows.length]);
        area.value = "";
        box.open = false;
        first?.focus();
    }

    function emptyRow(rows) {
        const blank = (row) => !row.querySelector("[name$='-id']")?.value && !field(row, "person").value && !field(row, "post").value;
        const free = rowsOf(rows).find(blank);
        if (free) return free;
        rows.querySelector(":scope > .form-actions .add-row").click();
        return rowsOf(rows).at(-1);
    }

    function choose(select, { id, text }) {
        if (![...select.options].some((option) => option.value === id)) select.append(new Option(text, id));
        select.value = id;
        $(select).trigger("change");
    }

    // Gives the button that asks about the row, where there is something to ask.
    function fill(row, { person, post, likely }) {
        field(row, "post").value = post;
        field(row, "post").dispatchEvent(new Event("input", { bubbles: true }));
        if (!person) return undefined;
        const select = field(row, "person");
        choose(select, person);
        if (!likely.length) return undefined;
        const asked = document.createElement("p");
        asked.className = "likely understanding";
        for (const one of likely) {
            const words = one.last ? `${one.text} · ${one.last}` : one.text;
            asked.append(button(interpolate(gettext("It is %s"), [words]), () => {
                choose(select, one);
                asked.remove();
            }));
        }
        select.closest(".row-field").append(asked);
        return asked.querySelector("button");
    }

    // Recorded already? -------------------------------------------------------------------------------------------

    const besides = () => location.pathname.match(/\/(\d+)\/change\/$/)?.[1] ?? "";

    async function tellAlike() {
        const value = (name) => document.getElementById(`id_${name}`)?.value ?? "";
        const asked = { kind: "meeting", body: value("body"), relation: value("relation"), ordinal: value("ordinal"), date: value("date"), besides: besides() };
        const answer = await fetch(`/admin/alike/?${new URLSearchParams(asked)}`);
        const { found } = answer.ok ? await answer.json() : { found: [] };
        const told = found.map(({ text, url, last }) => ({ url, text: last ? `${text} (${last})` : text }));
        document.getElementById("id_date")?.dispatchEvent(new CustomEvent("alike:found", { bubbles: true, detail: told }));
    }

    let asking;
    function soon() {
        clearTimeout(asking);
        asking = setTimeout(tellAlike, 300);
    }

    document.addEventListener("change", ({ target }) => {
        if (target.matches?.(".again input[type=checkbox]")) confirmed(target);
        if (["id_ordinal", "id_date"].includes(target.id)) soon();
    });
    document.addEventListener("input", ({ target }) => {
        const row = target.closest?.(".form-group");
        const box = row && target.closest(".form-row") && again(row);
        if (!box || target === box || box.checked) return;
        box.checked = true; // whoever mends the row confirms it
        confirmed(box);
    });
    document.addEventListener("click", (event) => {
        const struck = event.target.closest?.("[data-strike]");
        if (struck) strike(struck.closest(".form-group"));
    });
    document.addEventListener("formset:added", () => seats().forEach(offerPaste));
    $(document).on("change", "#id_body, #id_relation", soon);
    document.addEventListener("DOMContentLoaded", () => {
        for (const rows of seats()) {
            offerAll(rows);
            offerPaste(rows);
        }
        if (unsettled().length) unsettled()[0].closest(".form-group").scrollIntoView?.({ block: "nearest" });
    });
}
