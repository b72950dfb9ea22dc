// Rows of the admin's pages: removing one keeps what is typed in the others, and "+" takes the words typed so far along.
"use strict";
{
    // The theme numbers rows anew by writing their HTML again, which forgets everything typed since the page came.
    function renumber(row, prefix, from, to) {
        const pattern = new RegExp(`${prefix}-${from}(?![0-9])`, "g");
        for (const element of [row, ...row.querySelectorAll("*")]) {
            for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby", "data-inline-formset", "data-id", "data-party-picks"]) {
                const value = element.getAttribute(name);
                if (value?.includes(`${prefix}-${from}`)) element.setAttribute(name, value.replace(pattern, `${prefix}-${to}`));
            }
        }
    }

    function remove(button) {
        const formset = button.closest(".formset");
        const { prefix } = JSON.parse(formset.dataset.inlineFormset).options;
        const gone = button.closest(".form-group");
        const rows = [...formset.querySelectorAll(":scope > .form-group:not(.empty-form)")];
        const place = rows.indexOf(gone);
        rows.slice(place + 1).forEach((row, index) => renumber(row, prefix, place + index + 1, place + index));
        gone.remove();
        document.getElementById(`id_${prefix}-TOTAL_FORMS`).value = rows.length - 1;
        formset.querySelector(":scope > .form-actions .add-row")?.classList.remove("hidden");
        formset.classList.toggle("empty", rows.length === 1);
        document.dispatchEvent(new CustomEvent("formset:removed", { detail: { formsetName: prefix } }));
    }

    document.addEventListener(
        "click",
        (event) => {
            const button = event.target.closest?.(".delete-template");
            if (!button) return;
            event.stopPropagation();
            event.preventDefault();
            remove(button);
        },
        true,
    );

    // The theme tells of rows that come along with a new one only where they are laid out as a table.
    document.addEventListener("formset:added", (event) => {
        const nested = event.target.closest(".form-group")?.querySelectorAll(":scope > .form-nested .form-group:not(.empty-form) > .form-row");
        nested?.forEach((row) => row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: event.detail })));
    });

    const typed = new WeakMap();
    document.addEventListener(
        "input",
        (event) => {
            if (!event.target.classList?.contains("select2-search__field")) return;
            const open = document.querySelector(".select2-container--open")?.parentElement?.querySelector("select");
            if (open) typed.set(open, event.target.value.trim());
        },
        true,
    );
    document.addEventListener(
        "click",
        (event) => {
            const link = event.target.closest?.(".add-related");
            const select = link?.parentElement.querySelector("select");
            if (!select) return;
            const words = typed.get(select);
            const target = new URL(link.href);
            if (words) for (const name of ["name", "title"]) target.searchParams.set(name, words);
            const side = link.closest(".form-nested")?.closest(".form-group").querySelector("[data-party-of-meeting]");
            if (side?.value) target.searchParams.set("party", side.value);
            link.href = target;
        },
        true,
    );

    document.addEventListener("keydown", (event) => {
        if ((event.key === "Enter" || event.key === " ") && event.target.classList?.contains("delete-template")) {
            event.preventDefault();
            remove(event.target);
        }
    });
}
