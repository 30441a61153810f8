/* The paper of a contest: saves each change, keeps on this device what could not be saved, counts down by the server's
   clock, and hands in with the same key until an answer comes. Without this file the form is saved and handed in by its
   buttons; nothing here is needed for that, and whatever fails here leaves the form as it was. */
"use strict";
(() => {
  const form = document.getElementById("bai");
  if (!form || !window.fetch || !window.URLSearchParams || !window.FormData) return;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const bar = find("bar");
  const left = find("left");
  const state = find("state");
  const said = find("said");
  const ask = find("ask");
  const askSaid = find("ask-said");
  const yes = find("ask-yes");
  const { address, slips } = form.dataset;
  const started = Number(form.dataset.started);
  const ends = Number(form.dataset.ends);
  const STORE = `lantoa-bai-${form.dataset.paper}`;
  const QUIET = 1500; // milliseconds without a change before the answers are saved
  const LONGEST_WAIT = 30000; // between two tries
  const PATIENCE = 20000; // until an answer that does not come is given up
  const ANNOUNCED = [600, 300, 60]; // seconds before the end

  // --- the server's clock: what the page said, and how long ago that was; put right by each answer of the server ---
  const loaded = performance.getEntriesByType ? performance.getEntriesByType("navigation")[0] : null;
  let offset = Number(form.dataset.now) - (loaded ? loaded.responseStart : performance.now());
  let ticked = [performance.now(), Date.now()];
  const now = () => performance.now() + offset;
  const setClock = (answer) => {
    const told = Date.parse(answer.headers.get("Date") || "");
    if (told && Math.abs(told + 500 - now()) > 2500) offset += told + 500 - now();
  };
  const sleptThrough = () => {
    const [steady, wall] = [performance.now(), Date.now()];
    const slept = wall - ticked[1] - (steady - ticked[0]);
    ticked = [steady, wall];
    if (slept > 5000) offset += slept; // the steady clock stands still while some phones sleep
  };

  // --- the answers ---
  let version = Number(form.dataset.version);
  let saved = fields(); // as the server has them
  let latest = saved; // as they stand in the form
  let changed = false;
  let over = false;
  let stale = false; // another device has saved something newer
  let handed = false;
  let running = null;
  let timer = 0;
  let failures = 0;

  function fields() {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name !== "key" && name !== "v" && value) words.append(name, value);
    return words.toString();
  }

  // Given with the change, not with the sending: an old change that gets its line back late does not outdo what was
  // answered on another device meanwhile.
  function newVersion() {
    version = Math.max(version + 1, Math.floor((now() - started) / 1000));
    form.elements.v.value = version;
  }

  const store = {
    put() {
      try {
        localStorage.setItem(STORE, JSON.stringify({ version, fields: fields() }));
      } catch {
        /* full or forbidden: then only the server keeps */
      }
    },
    drop() {
      try {
        localStorage.removeItem(STORE);
      } catch {
        /* as above */
      }
    },
    get() {
      try {
        return JSON.parse(localStorage.getItem(STORE));
      } catch {
        return null;
      }
    },
  };

  function fill(words) {
    const given = new URLSearchParams(words);
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      const values = given.getAll(field.name);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] || "";
    }
  }

  function clock(moment) {
    return new Intl.DateTimeFormat("vi-VN", {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hour12: false,
      timeZone: "Asia/Ho_Chi_Minh",
    }).format(new Date(moment));
  }

  function show(words, problem = false) {
    const was = bar.classList.toggle("paper-bar--problem", problem);
    state.textContent = words;
    // Said aloud only when something goes wrong, and when it is right again.
    if (problem || show.wasProblem) said.textContent = words;
    show.wasProblem = was;
  }

  // --- saving ---
  function noticeChange() {
    if (over || stale || handed) return;
    if (fields() === latest) return;
    latest = fields();
    changed = latest !== saved || running !== null;
    newVersion();
    store.put();
    if (!failures) show("Có thay đổi chưa lưu");
    later(failures ? 0 : QUIET, true);
  }

  function later(wait, keepsLonger = false) {
    if (timer && keepsLonger && failures) return; // the next try is already set
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function pause() {
    const wait = Math.min(LONGEST_WAIT, 2000 * 2 ** Math.min(failures, 5));
    return wait * (0.7 + 0.6 * Math.random()); // not all phones at the same moment
  }

  async function post(where, body) {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address + where, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: stop.signal,
      });
      setClock(answer);
      const told = await answer.json().catch(() => ({}));
      return { status: answer.status, told, wait: Number(answer.headers.get("Retry-After")) || 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (running || over || stale || handed || !changed) return;
    const sent = { words: fields(), version };
    const body = new URLSearchParams(new FormData(form));
    body.set("v", version);
    show("Đang lưu…", show.wasProblem);
    running = post("luu/", body);
    try {
      whenSaved(await running, sent);
    } catch {
      notSaved("Chưa lưu được vì mất mạng; bài giữ trên máy này, sẽ tự thử lại.");
    } finally {
      running = null;
    }
  }

  function whenSaved({ status, told, wait }, sent) {
    if ((status === 200 || status === 409) && told.slip) return leave(told.slip); // handed in already, here or on another device
    if (status === 200 && told.saved !== undefined) {
      if (told.saved > sent.version) return overtaken();
      failures = 0;
      saved = sent.words;
      changed = fields() !== saved;
      if (changed) {
        store.put();
        return later(QUIET);
      }
      store.drop();
      return show(`Đã lưu lúc ${clock(now())}`);
    }
    if (status === 410) return end();
    if (status >= 500 || status === 429) {
      return notSaved("Máy chủ đang bận; bài giữ trên máy này, sẽ tự thử lại.", wait * 1000);
    }
    return notSaved("Máy chủ không nhận bản lưu này. Hãy tải lại trang; bài trên máy này vẫn còn.", LONGEST_WAIT);
  }

  function overtaken() {
    stale = true;
    changed = false;
    store.drop();
    show("Bài này đã được lưu mới hơn trên một máy khác.", true);
    state.append(" ", link("Mở bản mới hơn"));
  }

  function link(words) {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = words;
    return made;
  }

  function notSaved(words, wait = 0) {
    failures += 1;
    store.put();
    show(words, true);
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(wait, pause()));
  }

  // --- the time ---
  function span(seconds) {
    const parts = [
      [Math.floor(seconds / 86400), "ngày"],
      [Math.floor((seconds % 86400) / 3600), "giờ"],
      [Math.floor((seconds % 3600) / 60), "phút"],
      [seconds % 60, "giây"],
    ].filter(([count]) => count);
    return parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 giây";
  }

  let before = Infinity;
  function tick() {
    sleptThrough();
    const seconds = Math.max(0, Math.floor((ends - now()) / 1000));
    left.textContent = span(seconds);
    const passed = ANNOUNCED.find((mark) => before > mark && seconds <= mark && seconds > mark - 20);
    if (passed && before !== Infinity) said.textContent = `Còn ${passed / 60} phút.`;
    if (seconds <= 15 && before > 15 && changed) later(0);
    before = seconds;
    if (seconds === 0 && !over && !handed) end();
  }

  function end() {
    over = true;
    clearTimeout(timer);
    if (changed) show("Đã hết giờ. Những thay đổi cuối chưa lưu được; bản lưu trước đó được nộp.", true);
    else show("Đã hết giờ. Bài đã lưu được hệ thống nộp.", true);
    state.append(" ", link("Xem bài đã nộp"));
  }

  // --- handing in ---
  function missing() {
    const places = [];
    for (const question of form.querySelectorAll(".question")) {
      const inputs = [...question.querySelectorAll("input, select")];
      const choices = inputs.filter((field) => field.type === "radio" || field.type === "checkbox");
      const done = choices.length ? choices.some((field) => field.checked) : inputs.every((field) => field.value.trim());
      if (!done) places.push(question);
    }
    return places;
  }

  function openAsk() {
    const place = find("ask-missing");
    const places = missing();
    place.textContent = places.length ? `Còn ${places.length} câu chưa trả lời: ` : "Bạn đã trả lời tất cả các câu.";
    places.forEach((question, index) => {
      const to = link(question.dataset.question ? `câu ${question.dataset.question}` : "câu dự đoán");
      to.href = `#${question.id}`;
      to.addEventListener("click", (event) => {
        event.preventDefault(); // following the address would take the focus away again
        ask.close();
        question.scrollIntoView();
        question.querySelector("input, select").focus();
      });
      place.append(index ? ", " : "", to);
    });
    askSaid.textContent = "";
    yes.disabled = false;
    ask.showModal();
  }

  let tries = 0;
  async function handIn() {
    yes.disabled = true;
    clearTimeout(timer);
    store.put();
    askSaid.textContent = tries ? `Đang nộp lại (lần ${tries + 1})…` : "Đang nộp…";
    if (running) await running.catch(() => {});
    if (handed) return;
    try {
      const body = new URLSearchParams(new FormData(form)); // with the key of the page: pressed twice, it is one
      whenHandedIn(await post("nop/", body));
    } catch {
      notHandedIn("Chưa nộp được vì mất mạng.");
    }
  }

  function whenHandedIn({ status, told, wait }) {
    if ((status === 200 || status === 409) && told.slip) return leave(told.slip);
    if (status === 410) {
      over = true;
      handed = true;
      store.drop();
      return location.assign(address); // what was handed in is said there
    }
    if (status >= 500 || status === 429) return notHandedIn("Máy chủ đang bận.", wait * 1000);
    yes.disabled = false;
    askSaid.textContent = "Máy chủ không nhận bài này. Hãy tải lại trang rồi nộp lại; bài trên máy này vẫn còn.";
    return undefined;
  }

  function notHandedIn(words, wait = 0) {
    tries += 1;
    const pauseNow = Math.max(wait, Math.min(15000, 1000 * 2 ** Math.min(tries, 4)) * (0.7 + 0.6 * Math.random()));
    askSaid.textContent = `${words} Bài vẫn giữ trên máy này; sẽ tự nộp lại sau ${Math.ceil(pauseNow / 1000)} giây. Đừng đóng trang.`;
    yes.disabled = false;
    clearTimeout(timer);
    timer = setTimeout(handIn, pauseNow);
  }

  function leave(slip) {
    handed = true;
    store.drop();
    location.assign(`${slips}${slip}/`);
  }

  // --- beginning ---
  const kept = store.get();
  if (kept && kept.fields !== saved && kept.version > version) {
    fill(kept.fields);
    latest = fields();
    version = kept.version;
    form.elements.v.value = version;
    changed = true;
    show("Đã lấy lại phần chưa lưu từ máy này");
    later(0);
  } else {
    if (kept) store.drop();
    show(version ? "Đã lưu" : "Chưa có câu trả lời nào");
  }
  for (const one of document.querySelectorAll(".no-script-only")) one.hidden = true;
  const last = find("hand-in");
  last.textContent = "Nộp bài";
  bar.hidden = false;
  form.addEventListener("input", noticeChange);
  form.addEventListener("change", noticeChange);
  form.addEventListener("submit", (event) => {
    if (stale) location.assign(address);
    else if (event.submitter && event.submitter === last) openAsk();
    else {
      if (!changed) newVersion();
      changed = true;
      later(0);
    }
    event.preventDefault(); // only now: what failed above leaves the press to the form
  });
  yes.addEventListener("click", handIn);
  find("ask-no").addEventListener("click", () => {
    clearTimeout(timer);
    tries = 0;
    ask.close();
    noticeChange();
  });
  window.addEventListener("online", () => {
    if (ask.open && tries) handIn();
    else if (changed) later(0);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tick();
    else if (changed) save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !over && !handed) event.preventDefault();
  });
  setInterval(tick, 1000);
  tick();
})();
