// Boxes of a group are checked, or unchecked, by one press: <… data-check-group><button data-check-all hidden>, boxes data-check.
for (const group of document.querySelectorAll("[data-check-group]")) {
  const button = group.querySelector("[data-check-all]");
  if (!button) continue;
  const boxes = [...group.querySelectorAll("input[data-check]")];
  button.hidden = false;
  button.addEventListener("click", () => {
    const every = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !every;
  });
}
