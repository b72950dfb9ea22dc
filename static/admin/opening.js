// The desk and the lists lead to one field or row of a page: open what it lies in, go there, and put the cursor in it.
// `#id_date` and `#citations-group` are ids; `#at=actions:12:cited` is the field `cited` of the action with the key 12.
"use strict";
{
    const FIELDS = "input:not([type=hidden]), select, textarea, .select2-selection, a[href]";

    function wanted() {
        const asked = decodeURIComponent(location.hash.slice(1));
        if (!asked.startsWith("at=")) return asked ? document.getElementById(asked) : null;
        const [rows, key, field] = asked.slice(3).split(":");
        const known = [...document.querySelectorAll("input[type=hidden][name$='-id']")];
        const row = known.find((input) => input.value === key && new RegExp(`(^|-)${rows}-\\d+-id$`).test(input.name));
        if (!row) return null;
        const prefix = row.name.slice(0, -"id".length);
        const own = document.getElementsByName(prefix + field)[0];
        // Where the row itself has no such field, that of the first row below it.
        return own ?? document.querySelector(`[name^="${prefix}"][name$="-${field}"]:not([name*="__prefix__"])`) ?? row.parentElement;
    }

    function cursorIn(place) {
        // select2 hides the field it stands for, and shows its own beside it.
        if (place.matches(".select2-hidden-accessible")) return place.nextElementSibling?.querySelector(".select2-selection");
        if (place.matches(FIELDS)) return place;
        return [...place.querySelectorAll(FIELDS)].find((field) => field.offsetParent && !field.closest(".empty-form"));
    }

    function go() {
        const place = wanted();
        if (!place) return;
        for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
        const cursor = cursorIn(place);
        const shown = place.closest(".row-field") ?? place;
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        shown.scrollIntoView({ block: shown.offsetHeight > innerHeight / 2 ? "start" : "center", behavior: still ? "auto" : "smooth" });
        cursor?.focus({ preventScroll: true });
        shown.classList.add("opened-here");
        setTimeout(() => shown.classList.remove("opened-here"), 4000);
    }

    addEventListener("load", () => setTimeout(go));
    addEventListener("hashchange", go);
}
