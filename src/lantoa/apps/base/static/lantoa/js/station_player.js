/* The player of a radio station. It fetches the day's programme every few seconds, plays each sound at its time, an
   emergency before anything else, and reports what it has played; without a connection it plays what it fetched before
   and reports later. Without this file the page is a list with players and buttons. */
(() => {
  const root = document.querySelector(".player[data-path]");
  if (!root) return;
  const path = root.dataset.path;
  const timeZone = root.dataset.zone; // the station's, whatever the machine is set to
  const duty = root.querySelector(".player__duty");
  const [clock, words, urgent, line] = [".player__clock", ".player__now", ".player__urgent", ".player__line"]
    .map((name) => root.querySelector(name));
  const [startButton, testButton] = [".player__start", ".player__test"].map((name) => root.querySelector(name));
  const MOST_TRIES = 3;
  const AHEAD = 12 * 3600 * 1000; // sounds of the next hours are fetched before their time

  // What is to be reported, and what this machine has played: kept over a new start and a lost connection.
  const name = (what) => `lantoa-may-phat-${root.dataset.station}-${what}`;
  const stored = (what, otherwise) => {
    try { return JSON.parse(localStorage.getItem(name(what))) ?? otherwise; } catch { return otherwise; }
  };
  const keep = (what, value) => {
    try { localStorage.setItem(name(what), JSON.stringify(value)); } catch { /* full or forbidden: memory has it */ }
  };

  const audio = new Audio();
  const sounds = new Map();
  const tries = new Map();
  const read = new Set();
  let queue = stored("cho-bao", []);
  let played = stored("da-phat", []);
  let programme = null;
  let offset = 0;
  let onDuty = false;
  let playing = null;
  let sequence = null;
  let sending = false;
  let context = null;
  let closed = false;

  const now = () => Date.now() + offset;
  const say = (text) => { if (words.textContent !== text) words.textContent = text; };
  const timeOf = (moment) => new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone });

  const silence = () => { // a tenth of a second of nothing: some browsers let a page sound only after that
    const bytes = new Uint8Array(44 + 800).fill(128);
    const view = new DataView(bytes.buffer);
    const text = (at, letters) => [...letters].forEach((letter, i) => { bytes[at + i] = letter.charCodeAt(0); });
    text(0, "RIFF"); view.setUint32(4, 836, true); text(8, "WAVEfmt "); view.setUint32(16, 16, true);
    view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, 8000, true);
    view.setUint32(28, 8000, true); view.setUint16(32, 1, true); view.setUint16(34, 8, true);
    text(36, "data"); view.setUint32(40, 800, true);
    return URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
  };

  const beep = () => {
    context ??= new AudioContext();
    context.resume();
    const tone = context.createOscillator();
    const volume = context.createGain();
    volume.gain.value = 0.2;
    tone.frequency.value = 880;
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.6);
  };

  const awake = async () => {
    try { await navigator.wakeLock?.request("screen"); } catch { /* low battery: the screen may sleep */ }
  };

  /* --- the programme --- */

  const look = async () => {
    if (closed) return;
    const asked = Date.now();
    try {
      const answer = await fetch(`${path}hom-nay.json`, { cache: "no-store" });
      if (answer.status === 404) { close(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      offset = Date.parse(said.now) - (asked + Date.now()) / 2;
      const changed = programme !== null && programme.mark !== said.mark;
      programme = said;
      line.textContent = queue.length ? `Có mạng; còn ${queue.length} báo phát chờ gửi.` : "Có mạng; danh sách mới nhất.";
      if (changed) await redraw();
      tick();
      await fetchAhead();
    } catch {
      line.textContent = "Mất mạng: máy vẫn phát theo danh sách đã tải, báo phát sẽ gửi khi có mạng lại.";
    }
    send();
  };

  const close = () => {
    closed = true;
    onDuty = false;
    audio.pause();
    say("Địa chỉ này không còn dùng được: đài đã được cấp địa chỉ mới. Hãy mở địa chỉ mới.");
    startButton.hidden = true;
  };

  const redraw = async () => {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    root.querySelectorAll(".player__part").forEach((part) => part.remove());
    duty.after(...fresh.querySelectorAll(".player__part"));
    mark();
  };

  const fetchAhead = async () => {
    const wanted = programme.airings.filter((one) => one.sound && one.state === "planned"
      && Date.parse(one.at) < now() + AHEAD).map((one) => one.sound);
    for (const [address, local] of sounds) {
      if (!wanted.includes(address) && playing?.sound !== address) { URL.revokeObjectURL(local); sounds.delete(address); }
    }
    for (const address of wanted) {
      if (sounds.has(address)) continue;
      const answer = await fetch(address);
      if (answer.ok) sounds.set(address, URL.createObjectURL(await answer.blob()));
    }
  };

  /* --- what comes next --- */

  const open = (one) => one.state === "planned" && !played.includes(one.id) && Date.parse(one.at) <= now();
  const gaveUp = (one) => (tries.get(one.id) ?? 0) >= MOST_TRIES;

  const urgentOne = () => programme?.airings.find((one) => one.at_once && open(one) && Date.parse(one.until) > now()
    && !gaveUp(one) && !(read.has(one.id) && !one.sound));

  const inTime = (one) => {
    const begins = Date.parse(one.at);
    // What began in its slot is played to its end, even past the slot's.
    return now() < begins + (one.minutes ?? 15) * 60000 || sequence === `${one.slot} ${one.at}`;
  };

  const nextOne = () => programme?.airings
    .filter((one) => !one.at_once && one.sound && open(one) && !gaveUp(one) && inTime(one))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.order - b.order)[0];

  const tick = () => {
    clock.textContent = new Date(now()).toLocaleTimeString("vi-VN", { timeZone });
    if (!onDuty || !programme) return;
    const first = urgentOne();
    if (first) {
      if (playing?.at_once) return;
      if (!first.sound) { showScript(first); } else { stop(); start(first); return; }
    }
    if (playing) return;
    const next = nextOne();
    if (next) start(next);
    else { sequence = null; sayComing(); }
  };

  const sayComing = () => {
    const coming = programme.airings.filter((one) => one.state === "planned" && Date.parse(one.at) > now())
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
    const toRead = programme.airings.some((one) => !one.sound && !one.at_once && open(one) && inTime(one));
    if (toRead) say("Đang trong khung giờ có bản tin chưa có âm thanh: người trực đọc lời ở danh sách dưới.");
    else say(coming ? `Đang trực. Tiếp theo: ${timeOf(coming.at)}, ${coming.title}.` : "Đang trực. Hôm nay không còn gì trong lịch.");
  };

  const showScript = (one) => {
    read.add(one.id);
    beep();
    urgent.replaceChildren();
    const title = document.createElement("h2");
    title.textContent = `Khẩn cấp, đọc ngay: ${one.title}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Đã đọc xong";
    button.addEventListener("click", () => { note(one, now(), null); urgent.hidden = true; });
    urgent.append(title, ...one.script.map((text) => {
      const part = document.createElement("p");
      part.textContent = text;
      return part;
    }), button);
    urgent.hidden = false;
  };

  /* --- playing --- */

  const start = async (one) => {
    playing = { ...one, begun: now() };
    sequence = one.at_once ? sequence : `${one.slot} ${one.at}`;
    mark();
    say(`${one.at_once ? "Đang phát tin khẩn cấp" : "Đang phát"}: ${one.title}`);
    audio.src = sounds.get(one.sound) ?? one.sound;
    try {
      await audio.play();
    } catch (error) {
      if (error.name === "AbortError") return; // an emergency has taken its place
      if (error.name === "NotAllowedError") {
        playing = null;
        onDuty = false;
        startButton.hidden = false;
        say("Trình duyệt chặn tiếng. Hãy bấm “Bắt đầu trực” lần nữa.");
        return;
      }
      failed(one);
    }
  };

  const stop = () => {
    if (!playing) return;
    audio.pause();
    playing = null; // it is played again from its beginning, when its turn comes
  };

  const failed = (one) => {
    tries.set(one.id, (tries.get(one.id) ?? 0) + 1);
    if (playing?.id === one.id) playing = null;
    mark();
    if (gaveUp(one)) say(`Không phát được: ${one.title}. Người trực hãy đọc lời hoặc xem lại mạng.`);
  };

  audio.addEventListener("ended", () => {
    if (!playing) return;
    const one = playing;
    playing = null;
    if (one.id) note(one, one.begun, Math.round(audio.duration || 0));
    tick();
  });
  audio.addEventListener("error", () => { if (playing?.id) failed(playing); });

  const mark = () => root.querySelectorAll("[data-airing]").forEach((row) => {
    row.toggleAttribute("data-now", playing !== null && String(playing.id) === row.dataset.airing);
    if (played.includes(Number(row.dataset.airing))) {
      const state = row.querySelector(".player__state");
      if (state.textContent === "sẽ phát") state.textContent = "máy vừa phát";
      row.querySelector("form")?.remove();
    }
  });

  /* --- reports --- */

  const note = (one, begun, seconds) => {
    played = [...played, one.id].slice(-500);
    keep("da-phat", played);
    queue.push({ airing: one.id, key: `${one.id}-${Math.round(begun)}`, played_at: new Date(begun).toISOString(), seconds });
    keep("cho-bao", queue);
    mark();
    send();
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      while (queue.length) {
        const body = new URLSearchParams(Object.entries(queue[0]).filter(([, value]) => value !== null));
        const answer = await fetch(`${path}bao-phat/`, { method: "POST", body, headers: { Accept: "application/json" } });
        if (answer.status === 429 || answer.status >= 500) break; // later
        if (!answer.ok) {
          const said = await answer.json().catch(() => ({}));
          line.textContent = `Máy chủ không nhận một báo phát: ${said.problem ?? answer.status}`;
        }
        queue = queue.slice(1);
        keep("cho-bao", queue);
      }
    } catch {
      line.textContent = `Mất mạng: ${queue.length} báo phát chờ gửi.`;
    } finally {
      sending = false;
    }
  };

  /* --- the watch begins --- */

  startButton.addEventListener("click", async () => {
    onDuty = true;
    startButton.hidden = true;
    audio.src = silence();
    playing = { id: 0 };
    try { await audio.play(); } catch { /* the first sound will say so */ }
    playing = null;
    awake();
    say("Đang trực.");
    tick();
  });
  testButton.addEventListener("click", beep);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (onDuty) awake();
    look();
  });
  addEventListener("online", look);
  addEventListener("beforeunload", (event) => { if (onDuty && playing) event.preventDefault(); });

  duty.hidden = false;
  mark();
  look();
  setInterval(tick, 1000);
  setInterval(look, Number(root.dataset.seconds) * 1000);
})();
