/* The page of a radio station: it looks for something new, and keeps a double tap from sending twice. Without this file
   the page is drawn again by itself, and the server takes the same tap only once. */
(() => {
  const page = document.querySelector(".today[data-news]");
  if (!page) return;
  const news = page.querySelector(".today__news");
  let touched = false;
  page.addEventListener("input", () => { touched = true; });
  page.addEventListener("submit", (event) => {
    touched = true;
    const button = event.submitter;
    if (!button) return;
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => button.removeAttribute("aria-disabled"), 8000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const busy = () => touched
    || [...page.querySelectorAll("audio")].some((audio) => !audio.paused)
    || [...page.querySelectorAll("details.today__more")].some((part) => part.open)
    || [...page.querySelectorAll("details.today__script")].some((part) => part.open);

  const show = (words) => {
    if (!news.hidden && news.firstElementChild.textContent === words) return;
    news.firstElementChild.textContent = words;
    news.hidden = false;
    if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
  };

  const look = async () => {
    if (document.hidden) return;
    let said;
    try {
      const answer = await fetch(page.dataset.news, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) return;
      said = await answer.json();
    } catch {
      return; // no connection: the next look tries again
    }
    if (said.mark === page.dataset.mark) return;
    if (!busy()) { location.reload(); return; }
    show(said.emergency ? `Có bản tin khẩn cấp: ${said.emergency}` : "Danh sách phát của đài vừa thay đổi.");
  };
  setInterval(look, Number(page.dataset.seconds) * 1000);
  document.addEventListener("visibilitychange", look);
})();
