"use strict";

// What allauth's script tells the console of, told to whoever sits before it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  const said = document.getElementById(isNumber ? "passkey-nowhere" : "passkey-refused");
  said.hidden = true;
  requestAnimationFrame(() => { said.hidden = false; });
});
