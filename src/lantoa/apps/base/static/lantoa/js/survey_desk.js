// The screen at the desk: the code is exchanged for the one of this moment, without loading the page anew.
(() => {
  const code = document.querySelector("[data-again]");
  if (!code) return;
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-again]");
      if (answer.ok && fresh) code.replaceChildren(...fresh.childNodes);
    } catch {
      // Without a connection the old code stays; the next time may do better.
    }
  }, Number(code.dataset.again) * 1000);
})();
