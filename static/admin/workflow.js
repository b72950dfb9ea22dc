// A comment is said without leaving the page, so that what is being typed in the form stays as it is.
"use strict";
{
    document.addEventListener("DOMContentLoaded", () => {
        const form = document.querySelector("[data-comment-form]");
        form?.addEventListener("submit", async (event) => {
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
        });
    });
}
