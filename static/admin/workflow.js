// A comment is said without leaving the page, so that what is being typed in the form stays as it is; and beside the
// way to the preview it is said that a preview shows what is saved, from the moment that this is less than is typed.
"use strict";
{
    const saysWhileThePageStays = (form) => async (event) => {
        event.preventDefault();
        const send = () => HTMLFormElement.prototype.submit.call(form);
        let answer;
        try {
            answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
        } catch {
            return send();
        }
        if (!answer.ok || answer.redirected) return send();
        document.querySelector("[data-comments]").innerHTML = await answer.text();
        form.elements.text.value = "";
        form.elements.text.focus();
    };

    const warnsOfUnsaved = (preview) => {
        const told = document.createElement("span");
        told.className = "flow-unsaved";
        told.setAttribute("role", "status");
        preview.after(told);
        const typed = (event) => {
            // Comments and reasons are forms of their own, and no part of the page that is previewed.
            if (event.target.closest(".flow")) return;
            told.textContent = preview.dataset.preview;
        };
        document.addEventListener("input", typed);
        // The fields that search for a record tell of what one chose by events of their own.
        window.django?.jQuery?.(document).on("select2:select select2:unselect", typed);
    };

    document.addEventListener("DOMContentLoaded", () => {
        const form = document.querySelector("[data-comment-form]");
        form?.addEventListener("submit", saysWhileThePageStays(form));
        document.querySelectorAll("[data-preview]").forEach(warnsOfUnsaved);
    });
}
