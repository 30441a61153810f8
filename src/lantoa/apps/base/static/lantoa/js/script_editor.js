/* The script editor without leaving the page: a decision is sent, and only the script is drawn anew. Without this file every
   button loads the page again, at the same place. */
const root = () => document.getElementById("script");

function openRow(anchor) {
  const row = document.getElementById(anchor);
  if (!row) return;
  for (let node = row.parentElement; node; node = node.parentElement) if (node.localName === "details") node.open = true;
  const own = row.localName === "details" ? row : row.querySelector("details");
  if (own) own.open = true;
  const field = row.querySelector("input[type=text], textarea");
  row.scrollIntoView({ block: "nearest" });
  (field ?? row.querySelector("summary"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("#script a.script-mark");
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openRow(mark.dataset.row);
});

for (const [kind, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  document.addEventListener(kind, (event) => {
    const mark = event.target.closest?.("#script a.script-mark");
    if (!mark) return;
    for (const twin of root().querySelectorAll(`a[data-row="${CSS.escape(mark.dataset.row)}"]`)) twin.classList.toggle("is-paired", on);
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !form.closest("#script")) return;
  if (new URL(form.action).pathname !== location.pathname) return;
  event.preventDefault();
  const sent = new FormData(form, event.submitter);
  const opened = [...root().querySelectorAll("details[open][id]")].map((one) => one.id);
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("script");
    if (!drawn) throw new Error("no script in the answer");
    root().replaceWith(document.adoptNode(drawn));
    const said = page.querySelector(".messages");
    if (said) document.querySelector(".messages")?.replaceWith(document.adoptNode(said));
    for (const id of opened) if (answer.status === 422) document.getElementById(id)?.setAttribute("open", "");
    const place = sent.get("start") ? `p${sent.get("piece")}-${sent.get("start")}` : "";
    if (place) openRow(place);
    else root().querySelector('[aria-invalid="true"]')?.focus();
  } catch {
    HTMLFormElement.prototype.submit.call(withButton(form, event.submitter));
  }
});

function withButton(form, button) {
  if (button?.name) {
    const kept = document.createElement("input");
    Object.assign(kept, { type: "hidden", name: button.name, value: button.value });
    form.append(kept);
  }
  return form;
}
