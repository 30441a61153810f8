/* Buttons that copy the text of a field. Without this file they stay hidden, and the text can be selected by hand. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Đã chép";
    } catch {
      button.textContent = "Đã chọn; nhấn Ctrl+C để chép";
    }
    setTimeout(() => { button.textContent = words; }, 3000);
  });
}
