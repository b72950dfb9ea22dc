// The page of a meeting, an agreement or a body: pasted sources, and what follows from the body or the relation.
"use strict";
{
    const $ = django.jQuery;
    const rowsOf = (prefix) => document.getElementById(`${prefix}-data`);
    const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

    // Sources -----------------------------------------------------------------------------------------------------

    function sources() {
        const found = [];
        for (const input of document.querySelectorAll("[data-source-url]")) {
            const row = input.closest(".form-group");
            const url = input.value.trim();
            if (!url || row.classList.contains("empty-form") || row.querySelector("input.delete:checked")) continue;
            if (found.some((source) => source.url === url)) continue;
            const words = field(row, "title")?.value || field(row, "publisher")?.value || URL.parse?.(url)?.host || url;
            found.push({ url, text: `${found.length + 1}. ${words}` });
        }
        return found;
    }

    function offerSources() {
        const offered = sources();
        for (const select of document.querySelectorAll("select[data-cited]")) {
            const chosen = select.value || select.dataset.pending || "";
            const kept = [...select.options].filter((option) => option.value && option.value === select.dataset.chosen);
            const known = new Set(offered.map((source) => source.url));
            select.replaceChildren(
                new Option("—", ""),
                ...offered.map((source) => new Option(source.text, source.url)),
                ...kept.filter((option) => !known.has(option.value)),
            );
            select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
        }
    }

    function tell(input, words, wrong) {
        const cell = input.closest(".row-field");
        let note = cell.querySelector(".recognised");
        if (!note) {
            note = document.createElement("p");
            note.className = "recognised understanding";
            note.setAttribute("aria-live", "polite");
            cell.append(note);
        }
        note.textContent = words;
        note.classList.toggle("misunderstood", wrong);
    }

    async function recognise(input) {
        if (!input.value.trim()) return;
        const body = new URLSearchParams({ url: input.value });
        const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
        const answer = await fetch("/admin/recognise-source/", { method: "POST", body, headers: { "X-CSRFToken": token } });
        if (!answer.ok) {
            const { error } = answer.status === 400 ? await answer.json() : { error: gettext("Not saved yet.") };
            return tell(input, error, true);
        }
        const source = await answer.json();
        input.value = source.url;
        const row = input.closest(".form-group");
        for (const [name, value] of Object.entries(source.fields)) {
            const target = field(row, name);
            if (value && target && (!target.value || (name === "kind" && target.value === "other"))) target.value = value;
        }
        const cited = interpolate(ngettext("Known: it supports %s fact.", "Known: it supports %s facts.", source.facts), [source.facts]);
        tell(input, source.known ? cited : gettext("New: saved as a source."), false);
        offerSources();
    }

    document.addEventListener("change", (event) => {
        const target = event.target;
        if (target.matches?.("[data-source-url]")) recognise(target);
        if (target.closest?.("#citations-group")) offerSources();
    });
    document.addEventListener("formset:removed", offerSources);

    // Parties -----------------------------------------------------------------------------------------------------

    let parties = [];

    function further() {
        return [...(document.getElementById("id_further")?.selectedOptions ?? [])].map((option) => ({
            code: option.value,
            name: option.textContent.trim(),
        }));
    }

    function offerParties() {
        if (!parties.length) return;
        const all = [...parties, ...further()];
        for (const select of document.querySelectorAll("select[data-party-of-meeting]")) {
            const chosen = select.value;
            select.replaceChildren(new Option("—", ""), ...all.map((party) => new Option(party.name, party.code)));
            select.value = chosen;
        }
        for (const picks of document.querySelectorAll("[data-party-picks]")) {
            const ticked = new Set([...picks.querySelectorAll("input:checked")].map((box) => box.value));
            picks.replaceChildren(...all.map((party) => pick(picks.dataset.partyPicks, party, ticked.has(party.code))));
        }
        offerDelegations();
    }

    function pick(name, party, ticked) {
        const label = document.createElement("label");
        const box = document.createElement("input");
        Object.assign(box, { type: "checkbox", name, value: party.code });
        box.toggleAttribute("checked", ticked);
        label.append(box, ` ${party.name}`);
        return label;
    }

    function offerDelegations() {
        const rows = rowsOf("delegations");
        if (!rows) return;
        const selects = () => [...rows.querySelectorAll(":scope > .form-group:not(.empty-form) select[data-party-of-meeting]")];
        for (const party of parties) {
            if (selects().some((select) => select.value === party.code)) continue;
            let free = selects().find((select) => !select.value);
            if (!free) {
                rows.querySelector(":scope > .form-actions .add-row")?.click();
                free = selects().find((select) => !select.value);
            }
            if (free) free.value = party.code;
        }
    }

    async function partiesOf(query) {
        const answer = await fetch(`/admin/parties/?${new URLSearchParams(query)}`);
        const found = answer.ok ? await answer.json() : {};
        parties = found.parties ?? parties;
        return found;
    }

    async function follow(query) {
        const found = await partiesOf(query);
        if (!found.parties) return;
        const relation = document.getElementById("id_relation");
        if (query.body && relation && relation.value !== String(found.relation.id)) {
            relation.append(new Option(found.relation.text, found.relation.id, true, true));
            $(relation).trigger("change.select2");
        }
        offerParties();
    }

    // The autocompletes also tell of a change when they are only set up: nobody chose anything then.
    const before = {};
    document.addEventListener("DOMContentLoaded", () => {
        for (const name of ["body", "relation"]) before[name] = document.getElementById(`id_${name}`)?.value;
    });
    for (const name of ["body", "relation"]) {
        $(document).on("change", `#id_${name}`, ({ target: { value } }) => {
            if (value && value !== before[name]) follow({ [name]: value });
            before[name] = value;
        });
    }
    $(document).on("change", "#id_further", offerParties);
    // The next fact most often rests on the same source as the one before it. It stays the editor's choice.
    document.addEventListener("formset:added", (event) => {
        const row = event.target.closest(".form-group");
        const before = row?.previousElementSibling?.querySelector("select[data-cited]");
        const cited = row?.querySelector("select[data-cited]");
        if (before && cited && !cited.value) cited.value = before.value;
        const picks = event.target.closest(".form-group")?.querySelectorAll("[data-party-picks] input") ?? [];
        for (const box of picks) box.checked = box.hasAttribute("checked");
    });
    $(() => {
        offerSources();
        const relation = document.getElementById("id_relation")?.value;
        if (relation) partiesOf({ relation });
    });
}
