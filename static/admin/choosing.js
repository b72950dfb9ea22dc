// Autocompletes become what they are when they come into view or get the focus: a page of sixty people and sixty
// actions has hundreds of them, and would not open for half a minute.
"use strict";
{
    const $ = django.jQuery;
    const NEW = "new:";
    const SHORTEST_NAME = 3;

    // Who sits in a delegation is looked for among the people of its party first.
    function partyOf(select) {
        const row = select.closest(".form-nested")?.closest(".form-group");
        return row?.querySelector("select[data-party-of-meeting]")?.value ?? "";
    }

    function shown(result) {
        if (!result.id || result.loading) return result.text;
        const line = document.createElement("span");
        line.append(result.text);
        for (const words of [result.likely && gettext("Is it this one?"), result.last]) {
            if (!words) continue;
            const more = document.createElement("small");
            more.className = "choice-more";
            more.textContent = words;
            line.append(more);
        }
        return line;
    }

    function newOne({ term }) {
        const name = term.trim().replace(/\s+/g, " ");
        if (name.length < SHORTEST_NAME) return null;
        return { id: NEW + name, text: interpolate(gettext("New: %s"), [name]) };
    }

    const naming = { tags: true, createTag: newOne, insertTag: (results, made) => results.push(made) };

    function make(select) {
        if (select.name.includes("__prefix__") || select.classList.contains("select2-hidden-accessible")) return;
        const { appLabel: app_label, modelName: model_name, fieldName: field_name, chooseUrl: url } = select.dataset;
        const data = ({ term, page }) => ({ term, page, app_label, model_name, field_name, party: partyOf(select) });
        const ajax = { url, data, cache: true, delay: 250, type: "GET" };
        const own = "nameNew" in select.dataset ? naming : {};
        const settings = { theme: "admin-autocomplete", allowClear: !select.required, placeholder: "", ajax, ...own };
        $(select).select2({ ...settings, templateResult: shown });
        document.dispatchEvent(new CustomEvent("choosing:made", { detail: select }));
    }

    const comingIntoView = new IntersectionObserver(
        (entries) => {
            for (const { isIntersecting, target } of entries) {
                if (!isIntersecting) continue;
                comingIntoView.unobserve(target);
                make(target);
            }
        },
        { rootMargin: "300px" },
    );

    const watch = (root) => root.querySelectorAll("select.choose").forEach((select) => comingIntoView.observe(select));

    // A letter typed on a closed one opens it, with the letter in it. The cursor goes there at once: whoever types fast
    // would lose the next letters.
    function openWith(event) {
        const box = event.target.closest?.(".select2-selection--single");
        const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
        const select = box?.closest(".select2")?.previousElementSibling;
        if (!letter || !select) return;
        event.preventDefault();
        event.stopPropagation();
        if (!box.closest(".select2-container--open")) $(select).select2("open");
        const field = document.querySelector("body > .select2-container--open .select2-search__field");
        if (!field) return;
        field.focus();
        field.value += event.key;
        $(field).trigger("input");
    }

    document.addEventListener("keydown", openWith, true);
    document.addEventListener("DOMContentLoaded", () => watch(document));
    document.addEventListener("formset:added", (event) => watch(event.target.closest(".form-group") ?? event.target));
    document.addEventListener("focusin", ({ target }) => {
        if (!target.matches?.("select.choose") || target.classList.contains("select2-hidden-accessible")) return;
        make(target);
        target.nextElementSibling?.querySelector(".select2-selection, .select2-search__field")?.focus();
    });
}
