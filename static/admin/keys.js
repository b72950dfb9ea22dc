// A long page by keyboard: its sections named and counted at its head, each folded or gone to, rows added with a key,
// and what is to be mended listed above.
"use strict";
{
    // Alt+Shift and a letter: what browsers and screen readers leave free on the systems that editors have.
    const ADD = { KeyS: "citations", KeyA: "actions", KeyO: "positions" };
    const FIELDS = "input:not([type=hidden]):not([type=checkbox]), select:not(.select2-hidden-accessible), textarea, .select2-selection";

    const form = () => document.querySelector("form[id$='_form']");
    const groups = () => [...document.querySelectorAll("[id$='-group'][data-inline-type]")].filter((group) => !group.closest(".form-nested"));
    const rows = (group) => group.querySelectorAll(".formset.group\\/formset-parent > .form-group:not(.empty-form)");

    function cursorIn(row) {
        const place = [...row.querySelectorAll(FIELDS)].find((one) => one.offsetParent !== null);
        place?.focus();
        row.scrollIntoView({ block: "nearest" });
    }

    function addTo(formset) {
        formset?.querySelector(":scope > .form-actions .add-row")?.click();
        const added = formset && [...formset.querySelectorAll(":scope > .form-group:not(.empty-form)")].at(-1);
        if (added) cursorIn(added);
    }

    function seatsHere() {
        const at = document.activeElement?.closest("[id$='-participants-data']");
        const side = document.activeElement?.closest("#delegations-data > .form-group");
        const all = document.querySelectorAll("#delegations-data > .form-group:not(.empty-form) [id$='-participants-data']");
        return at ?? side?.querySelector("[id$='-participants-data']") ?? all[0];
    }

    function nextSide() {
        const all = [...document.querySelectorAll("#delegations-data > .form-group:not(.empty-form)")];
        const side = document.activeElement?.closest("#delegations-data > .form-group");
        const next = all[(all.indexOf(side) + 1) % all.length];
        const rows = next?.querySelectorAll("[id$='-participants-data'] > .form-group:not(.empty-form)");
        if (rows?.length) cursorIn(rows[0]);
    }

    function pressed(event) {
        if ((event.ctrlKey || event.metaKey) && event.code === "KeyS" && !event.altKey) {
            event.preventDefault();
            document.querySelector("[name=_continue]")?.click();
        }
        if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
        const does = {
            KeyP: () => addTo(seatsHere()),
            KeyD: nextSide,
            KeyL: () => {
                const list = seatsHere()?.querySelector(".paste-list");
                if (list) list.open = true;
                list?.querySelector("textarea").focus();
            },
            KeyE: () => mend()[0]?.focus(),
            KeyH: () => document.querySelector("[name=_step][value=hand_in]")?.click(),
        };
        for (const [code, prefix] of Object.entries(ADD)) does[code] = () => addTo(document.getElementById(`${prefix}-data`));
        groups().forEach((group, place) => (does[`Digit${place + 2}`] = () => goTo(group)));
        does.Digit1 = () => goTo(form());
        if (!does[event.code]) return;
        event.preventDefault();
        does[event.code]();
    }

    function goTo(place) {
        unfold(place, true);
        place.scrollIntoView({ block: "start" });
        cursorIn(place);
    }

    // Sections ----------------------------------------------------------------------------------------------------

    const headingOf = (group) => group.querySelector("[id$='-heading']");
    function unfold(group, open) {
        const formset = group.querySelector(".formset-wrapper");
        if (!formset) return;
        formset.hidden = !open;
        group.querySelector(".fold-section")?.setAttribute("aria-expanded", String(open));
    }

    function foldable(group) {
        const heading = headingOf(group);
        const formset = group.querySelector(".formset-wrapper");
        if (!heading || !formset) return;
        const made = document.createElement("button");
        Object.assign(made, { type: "button", className: "fold-section" });
        made.setAttribute("aria-expanded", "true");
        made.append(...heading.childNodes);
        made.addEventListener("click", () => unfold(group, formset.hidden));
        heading.append(made);
    }

    function tellSections(nav, help) {
        const links = groups().map((group, place) => {
            const link = document.createElement("a");
            const name = headingOf(group)?.textContent.trim() ?? group.id;
            Object.assign(link, { href: `#${group.id}`, textContent: `${name} (${rows(group).length})` });
            link.setAttribute("aria-keyshortcuts", `Alt+Shift+${place + 2}`);
            link.addEventListener("click", () => unfold(group, true));
            return link;
        });
        nav.replaceChildren(...links, help);
    }

    function keysHelp() {
        const box = document.createElement("details");
        const summary = document.createElement("summary");
        summary.textContent = gettext("Keys");
        const list = document.createElement("dl");
        const words = [
            ["Alt+Shift+S, P, A, O", gettext("add a source, participant, action, position")],
            ["Alt+Shift+D", gettext("to the next delegation")],
            ["Alt+Shift+L", gettext("paste a list of names and posts")],
            ["Alt+Shift+1 … 6", gettext("to the section")],
            ["Alt+Shift+E", gettext("to the first thing to mend")],
            ["Alt+Shift+H", gettext("save and hand in for review")],
            ["Ctrl+S", gettext("save and go on")],
        ];
        for (const [keys, does] of words) {
            const term = document.createElement("dt");
            const told = document.createElement("dd");
            const line = document.createElement("div");
            term.textContent = keys;
            told.textContent = does;
            line.append(term, told);
            list.append(line);
        }
        box.append(summary, list);
        return box;
    }

    // What is to be mended ----------------------------------------------------------------------------------------

    const wrong = () => [...form().querySelectorAll(".row-field.errors")].filter((cell) => !cell.closest(".empty-form"));
    const mend = () => wrong().map((cell) => cell.querySelector(FIELDS) ?? cell.querySelector("input:not([type=hidden])")).filter(Boolean);

    function whose(cell) {
        const row = cell.closest(".form-group");
        const title = row?.querySelector(":scope > .form-row > h3 strong")?.textContent.trim().replace(/\s+/g, " ");
        const label = cell.querySelector("label")?.textContent.replace("*", "").trim() ?? "";
        return title ? `${title}: ${label}` : label;
    }

    function tellErrors() {
        const cells = wrong();
        if (!cells.length) return;
        const note = document.createElement("section");
        note.className = "desk-note to-mend";
        note.setAttribute("aria-label", gettext("To be mended"));
        const list = document.createElement("ul");
        for (const cell of cells) {
            const item = document.createElement("li");
            const link = document.createElement("a");
            const place = cell.querySelector(FIELDS) ?? cell.querySelector("input");
            Object.assign(link, { href: `#${place?.id ?? ""}`, textContent: `${whose(cell)} — ${cell.querySelector(".row-errors")?.textContent.trim().replace(/\s+/g, " ")}` });
            link.addEventListener("click", (event) => {
                event.preventDefault();
                openAround(cell);
                place?.focus();
            });
            item.append(link);
            list.append(item);
        }
        note.append(list);
        form().prepend(note);
        openAround(cells[0]);
        // After the page has put the cursor in its first field.
        addEventListener("load", () => setTimeout(() => mend()[0]?.focus()));
    }

    function openAround(cell) {
        for (let box = cell.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
        const group = cell.closest("[id$='-group'][data-inline-type]");
        if (group) unfold(group, true);
    }

    document.addEventListener("keydown", pressed);
    document.addEventListener("DOMContentLoaded", () => {
        if (!form() || !groups().length) return;
        const nav = document.createElement("nav");
        nav.className = "sections";
        nav.setAttribute("aria-label", gettext("Sections"));
        const help = keysHelp();
        tellSections(nav, help);
        groups().forEach(foldable);
        form().prepend(nav);
        for (const [code, prefix] of Object.entries(ADD)) {
            document.querySelector(`#${prefix}-data > .form-actions .add-row`)?.setAttribute("aria-keyshortcuts", `Alt+Shift+${code.at(-1)}`);
        }
        for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, () => tellSections(nav, help));
        tellErrors();
    });
}
