// Whoever goes on typing in a field that another editor changed has chosen: theirs would go over what was typed.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
    const asked = document.getElementById("asked");
    if (!asked) return;
    asked.focus();
    const about = new Map([...asked.querySelectorAll("[data-about]")].map((row) => [row.dataset.about, row]));
    const choose = (event) => {
        const mine = about.get(event.target.name)?.querySelector("[value=mine]");
        if (mine) mine.checked = true;
    };
    document.addEventListener("input", choose);
    django.jQuery(document).on("change", "select", choose);
});
