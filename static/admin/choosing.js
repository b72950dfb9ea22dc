// Autocompletes become what they are when they come into view or get the focus: a page of sixty people and sixty
// actions has hundreds of them, and would not open for half a minute.
"use strict";
{
    const $ = django.jQuery;

    function make(select) {
        if (select.name.includes("__prefix__") || select.classList.contains("select2-hidden-accessible")) return;
        const { appLabel: app_label, modelName: model_name, fieldName: field_name, chooseUrl: url } = select.dataset;
        const data = ({ term, page }) => ({ term, page, app_label, model_name, field_name });
        const ajax = { url, data, cache: true, delay: 250, type: "GET" };
        $(select).select2({ theme: "admin-autocomplete", allowClear: !select.required, placeholder: "", ajax });
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

    document.addEventListener("DOMContentLoaded", () => watch(document));
    document.addEventListener("formset:added", (event) => watch(event.target.closest(".form-group") ?? event.target));
    document.addEventListener("focusin", ({ target }) => {
        if (!target.matches?.("select.choose") || target.classList.contains("select2-hidden-accessible")) return;
        make(target);
        target.nextElementSibling?.querySelector(".select2-selection, .select2-search__field")?.focus();
    });
}
