/* The sounds of a bulletin: while one is being made, what is known of it is fetched anew every few seconds. What is
   being listened to is not interrupted. Without this file the page is reloaded by hand. */
const EVERY_MILLISECONDS = 3000;

async function refresh() {
  const shown = document.getElementById("sound-state");
  if (!shown || !("waiting" in shown.dataset)) return;
  const listening = [...shown.querySelectorAll("audio")].some((player) => !player.paused);
  if (!listening && !document.hidden) {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("sound-state");
      if (answer.ok && fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(document.adoptNode(fresh));
    } catch {
      /* the next time, perhaps */
    }
  }
  setTimeout(refresh, EVERY_MILLISECONDS);
}

setTimeout(refresh, EVERY_MILLISECONDS);
