// Keeps the pages that were read, for when the line is gone (/sw.js). Pages are complete without it.
if ("serviceWorker" in navigator) addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
