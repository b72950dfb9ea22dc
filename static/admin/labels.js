// Names for what the theme leaves without one, on every page of the admin.
"use strict";
{
    const words = (text) => (typeof gettext === "function" ? gettext(text) : text);

    function nameCells(root) {
        for (const cell of root.querySelectorAll("td.field-tabular")) {
            const name = [...cell.classList].find((word) => word.startsWith("field-") && word !== "field-tabular");
            const heading = cell.closest("table")?.querySelector(`th.column-${CSS.escape(name?.slice(6) ?? "")}`);
            const label = heading?.querySelector("span > span")?.textContent.replace("*", "").trim();
            for (const field of label ? cell.querySelectorAll("input, select, textarea") : []) {
                if (!field.labels?.length) field.setAttribute("aria-label", label);
            }
        }
        for (const heading of root.querySelectorAll("th")) {
            if (!heading.textContent.trim() && !heading.children.length) heading.setAttribute("role", "presentation");
        }
    }

    // An autocomplete is a box beside the hidden select: its name is the select's label and what it shows.
    function nameAutocompletes(root) {
        for (const box of root.querySelectorAll(".select2-selection")) {
            const select = box.closest(".select2")?.previousElementSibling;
            const label = select?.labels?.[0];
            const shown = box.querySelector(".select2-selection__rendered");
            if (label) {
                label.id ||= `${select.id}_label`;
                box.setAttribute("aria-labelledby", shown?.id ? `${label.id} ${shown.id}` : label.id);
                if (shown?.getAttribute("role") === "textbox") shown.setAttribute("aria-labelledby", label.id);
                box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
            } else if (select?.ariaLabel) {
                box.removeAttribute("aria-labelledby");
                box.setAttribute("aria-label", select.ariaLabel);
                if (shown?.getAttribute("role") === "textbox") shown.setAttribute("aria-label", select.ariaLabel);
            }
        }
    }

    // Where several may be chosen, "remove all" stands among the list's items without being one, after every choice anew.
    function keepList(list) {
        for (const clear of list.querySelectorAll(":scope > .select2-selection__clear")) {
            const item = document.createElement("li");
            clear.replaceWith(item);
            item.append(clear);
        }
    }

    // The box to type in and the results hang below the body, outside of what they belong to.
    function nameOpened(select) {
        const label = select.labels?.[0]?.textContent.replace("*", "").trim() || select.ariaLabel;
        const box = select.nextElementSibling?.querySelector(".select2-selection");
        const opened = document.querySelector("body > .select2-container--open");
        if (box?.hasAttribute("aria-owns")) box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
        if (!label || !opened) return;
        opened.setAttribute("role", "region");
        for (const part of [opened, ...opened.querySelectorAll(".select2-search__field")]) {
            part.setAttribute("aria-label", label);
        }
    }

    function name(root) {
        nameCells(root);
        nameAutocompletes(root);
        for (const list of root.querySelectorAll("ul.select2-selection__rendered")) {
            keepList(list);
            new MutationObserver(() => keepList(list)).observe(list, { childList: true });
        }
        for (const bin of root.querySelectorAll(".delete-template:not([role])")) {
            bin.setAttribute("role", "button");
            bin.setAttribute("tabindex", "0");
            bin.setAttribute("aria-label", words("Remove"));
        }
        for (const box of root.querySelectorAll("input.delete")) box.setAttribute("aria-label", words("Delete"));
    }

    // The search that lies over the page.
    function nameSearch() {
        const field = document.getElementById("search-input-command");
        const dialog = field?.closest("[x-data]");
        if (!dialog) return;
        for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", words("Search the record")]]) dialog.setAttribute(name, value);
        field.setAttribute("aria-label", words("Search the record"));
        dialog.querySelector("#command-submit")?.setAttribute("aria-label", words("Search"));
        document.getElementById("command-results")?.setAttribute("aria-live", "polite");
        dialog.classList.add("menu-found");
    }

    document.addEventListener("DOMContentLoaded", () => {
        nameSearch();
        document.getElementById("main")?.setAttribute("role", "main");
        for (const folded of document.querySelectorAll("details:has(.row-errors)")) folded.open = true;
    });
    // Once the autocompletes stand: they are made when jQuery finds the page ready, on a long page after it is loaded.
    window.addEventListener("load", () => {
        const later = () => setTimeout(() => name(document), 0);
        window.django?.jQuery ? window.django.jQuery(later) : later();
        window.django?.jQuery?.(document).on("select2:open", (event) => nameOpened(event.target));
    });
    document.addEventListener("choosing:made", (event) => name(event.detail.parentElement));
    document.addEventListener("formset:added", (event) => {
        const row = event.target.closest(".form-group") ?? event.target;
        setTimeout(() => name(row), 0);
    });
}
