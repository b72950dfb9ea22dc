// Unsaved work survives a closed tab, a crash, an expired login and a restart of the server: it is kept in the browser
// while one types, offered when the page is opened again, and forgotten once the server says that it is saved.
"use strict";
{
    const PREFIX = "kept-work:";
    const DAYS = 60;
    const ALWAYS_OWN = new Set(["csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_give_back"]);
    const here = location.pathname + location.search;
    let form, note, user, token, untouched, timer;
    let leaving = false;
    let typedEarly = false;

    // What is kept ------------------------------------------------------------------------------------------------

    const entries = () => [...new FormData(form)].filter(([name, value]) => !ALWAYS_OWN.has(name) && typeof value === "string");
    const typed = () => JSON.stringify(entries().filter(([name]) => !name.startsWith("_")));
    const isDirty = () => Boolean(form.dataset.unsaved) || typedEarly || (untouched !== undefined && typed() !== untouched);

    function keep() {
        clearTimeout(timer);
        if (leaving) return;
        if (!isDirty()) return localStorage.removeItem(PREFIX + token);
        const work = { user, page: here, at: Date.now(), entries: entries() };
        try {
            localStorage.setItem(PREFIX + token, JSON.stringify(work));
        } catch {
            say(gettext("This browser has no room left to keep what you type: save soon."));
        }
    }

    function soon() {
        clearTimeout(timer);
        timer = setTimeout(keep, 250);
    }

    function works() {
        const found = [];
        for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
            const work = read(key);
            if (!work || Date.now() - work.at > DAYS * 86_400_000) localStorage.removeItem(key);
            else if (work.user === user && work.page === here && key !== PREFIX + token) found.push({ key, ...work });
        }
        return found.sort((one, other) => other.at - one.at);
    }

    function read(key) {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    }

    // The server marks what it saved by a cookie, since only it knows.
    function forgetSaved() {
        for (const [, saved] of document.cookie.matchAll(/(?:^|; )saved-([0-9a-f-]{36})=/g)) {
            localStorage.removeItem(PREFIX + saved);
            document.cookie = `saved-${saved}=; Path=/admin/; Max-Age=0; SameSite=Lax`;
        }
    }

    // Each page holds a lock with its name, so that work that is being typed in another tab is not offered in this one.
    async function openElsewhere() {
        if (!navigator.locks) return new Set();
        const { held } = await navigator.locks.query();
        return new Set(held.map((lock) => lock.name));
    }

    // What is offered ---------------------------------------------------------------------------------------------

    function say(words) {
        const line = document.createElement("p");
        line.textContent = words;
        line.setAttribute("role", "alert");
        note.append(line);
        note.hidden = false;
    }

    function button(words, act) {
        const made = document.createElement("button");
        Object.assign(made, { type: "button", textContent: words, className: "desk-button" });
        made.addEventListener("click", act);
        return made;
    }

    function offer(work) {
        const when = new Date(work.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
        const line = document.createElement("p");
        line.append(
            interpolate(gettext("Work typed here on %s was not saved."), [when]),
            " ",
            button(gettext("Give it back"), () => giveBack(work)),
            " ",
            button(gettext("Throw it away"), () => {
                localStorage.removeItem(work.key);
                line.remove();
                note.hidden = !note.children.length;
            }),
        );
        note.append(line);
        note.hidden = false;
    }

    // The server draws the page again with the work in it, so that every row and every choice is there as it was.
    function giveBack(work) {
        const sent = document.createElement("form");
        Object.assign(sent, { method: "post", action: here });
        const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
        for (const [name, value] of [...work.entries, ["csrfmiddlewaretoken", csrf], ["_give_back", "1"]]) {
            const field = document.createElement("textarea");
            Object.assign(field, { name, value });
            sent.append(field);
        }
        sent.hidden = true;
        leaving = true;
        document.body.append(sent);
        sent.submit();
    }

    async function begin() {
        untouched = typed();
        forgetSaved();
        const open = await openElsewhere();
        for (const work of works()) if (!open.has(work.key)) offer(work);
        navigator.locks?.request(PREFIX + token, () => new Promise(() => {}));
        if (form.dataset.unsaved) keep();
    }

    document.addEventListener("DOMContentLoaded", () => {
        note = document.getElementById("kept-work");
        form = note?.closest("form");
        if (!form || form.querySelector("[name=_popup]")) return;
        user = note.dataset.user;
        const named = form.querySelector("[name=_kept]");
        token = named.value ||= crypto.randomUUID?.() ?? "00000000-0000-4000-8000-000000000000".replace(/0/g, () => Math.floor(Math.random() * 16).toString(16));
        if (note.dataset.unsaved !== undefined) form.dataset.unsaved = "1";
        form.addEventListener("input", (event) => {
            // While the page was still loading, what it held by itself cannot be told apart from what was typed.
            typedEarly ||= untouched === undefined && event.isTrusted;
            soon();
        });
        form.addEventListener("submit", () => {
            keep();
            leaving = true;
        });
        django.jQuery(form).on("change", soon);
        for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, soon);
        addEventListener("pagehide", keep);
        addEventListener("pageshow", () => (leaving = false));
        addEventListener("beforeunload", (event) => {
            if (leaving || !isDirty()) return;
            keep();
            event.preventDefault();
        });
    });
    // Once the other scripts have settled what the page holds by itself.
    addEventListener("load", () => form && setTimeout(begin, 50));
}
