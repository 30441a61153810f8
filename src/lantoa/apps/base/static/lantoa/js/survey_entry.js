// Typing paper forms with the keyboard alone: a digit or Enter goes on to the next question that is asked, Enter in the
// last one saves, Ctrl+Enter saves at once. Without this, Tab goes on and the button saves.
(() => {
  const form = document.querySelector(".survey-entry");
  if (!form) return;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];

  const isAsked = (field) =>
    JSON.parse(field.dataset.if || "[]").every(([name, digits]) => {
      const named = form.elements[name];
      if (!named || !isAsked(named)) return false;
      const typed = named.value.match(digits.length && Math.max(...digits) > 9 ? /\d+/g : /\d/g) || [];
      return typed.some((digit) => digits.includes(Number(digit)));
    });

  const goOn = (place) => {
    const next = fields.slice(place + 1).find(isAsked);
    if (next) next.focus();
    else form.requestSubmit();
  };

  for (const [place, field] of fields.entries()) {
    if ("digit" in field.dataset) {
      field.addEventListener("input", () => {
        if (/^\d$/.test(field.value) && fields.slice(place + 1).some(isAsked)) goOn(place);
      });
    }
    field.addEventListener("focus", () => field.select());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (event.ctrlKey) {
        event.preventDefault();
        form.requestSubmit();
      } else if (field.tagName === "INPUT" || !field.value) {
        event.preventDefault();
        goOn(place);
      }
    });
  }
  const said = form.querySelector("[role=alert]");
  const wrong = form.querySelector(".error-message");
  if (said) said.focus();
  else if (!wrong && fields[0]) fields[0].focus();
})();
