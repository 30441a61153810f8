// Typing paper forms: after one digit the cursor goes on to the next field. Without this, Tab does the same.
(() => {
  const fields = [...document.querySelectorAll(".survey-entry input:not([type=hidden]), .survey-entry textarea")];
  for (const [place, field] of fields.entries()) {
    if (!("digit" in field.dataset)) continue;
    field.addEventListener("input", () => {
      if (/^\d$/.test(field.value) && fields[place + 1]) fields[place + 1].focus();
    });
  }
  const wrong = document.querySelector(".survey-entry .error-message");
  if (!wrong && fields[0]) fields[0].focus();
})();
