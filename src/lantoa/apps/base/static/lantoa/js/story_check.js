/* The panel "Dễ hiểu" beside the editor of a story: sends the form as it stands, shows the hints, does the mends.
   Without this file the form keeps a link to the page that checks the last saved version. */
/* Wagtail looks for side panels when the document is complete; in the capture phase we come first and put ours there. */
window.addEventListener("DOMContentLoaded", () => {
  const section = document.querySelector("[data-story-check]");
  const aside = document.querySelector("[data-form-side]");
  const form = section && section.closest("form");
  if (!section || !aside || !form || !section.dataset.checkUrl) return;

  // What is read of the form; what Wagtail keeps for itself changes with every save.
  const OURS = /^(title|lead|for_reader|picture|body|themes|assignments|csrfmiddlewaretoken)/;
  const QUIET = 900; // milliseconds without a change before the form is sent
  const parts = section.querySelector("template").content.cloneNode(true);
  const panel = parts.querySelector("[data-side-panel]");
  const toggle = parts.querySelector("[data-side-panel-toggle]");
  aside.append(panel);
  const toggles = document.querySelectorAll("[data-side-panel-toggle]");
  if (toggles.length) toggles[toggles.length - 1].after(toggle);
  section.hidden = true;

  const report = panel.querySelector("[data-story-check-report]");
  const status = panel.querySelector("[data-story-check-status]");
  const counter = toggle.querySelector("[data-side-panel-toggle-counter]");
  let sent = null;
  let seen = null;
  let changedAt = 0;
  let running = null;

  const formWords = () => {
    const data = new FormData(form);
    const words = new URLSearchParams();
    for (const [name, value] of data) if (typeof value === "string" && OURS.test(name)) words.append(name, value);
    return words;
  };

  const keepPlace = (html) => {
    const closed = [...report.querySelectorAll("details:not([open])")].map((group) => group.dataset.kind);
    const buttons = [...report.querySelectorAll("button")];
    const focused = buttons.indexOf(document.activeElement);
    report.innerHTML = html;
    for (const kind of closed) {
      const group = report.querySelector(`details[data-kind="${kind}"]`);
      if (group) group.open = false;
    }
    if (focused >= 0) {
      const now = [...report.querySelectorAll("button")];
      if (now.length) now[Math.min(focused, now.length - 1)].focus({ preventScroll: true });
    }
  };

  const say = (count) => {
    status.textContent = count ? `${count} gợi ý` : "Không có gợi ý";
    counter.textContent = count;
    counter.hidden = !count;
  };

  const check = async (links = false) => {
    const words = formWords();
    sent = words.toString();
    if (links) words.append("_links", "1");
    if (running) running.abort();
    running = new AbortController();
    status.textContent = links ? "Đang hỏi các liên kết…" : "Đang soát…";
    try {
      const answer = await fetch(section.dataset.checkUrl, {
        method: "POST",
        body: words,
        credentials: "same-origin",
        signal: running.signal,
      });
      if (!answer.ok && answer.status !== 413 && answer.status !== 429) throw new Error(String(answer.status));
      keepPlace(await answer.text());
      const count = report.querySelector("[data-count]");
      if (count) say(Number(count.dataset.count));
      else status.textContent = "Chưa soát được";
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = "Chưa soát được; bài vẫn còn nguyên. Bấm “Soát lại”.";
    }
  };

  setInterval(() => {
    if (document.hidden) return;
    const words = formWords().toString();
    if (words !== seen) {
      seen = words;
      changedAt = Date.now();
    } else if (words !== sent && Date.now() - changedAt >= QUIET) check();
  }, 450);

  /* Where the words stand now: at their old place, else at the nearest other one. */
  const placeOf = (text, old, start) => {
    const at = [...text].slice(0, start).join("").length;
    if (text.startsWith(old, at)) return at;
    let best = -1;
    for (let found = text.indexOf(old); found >= 0; found = text.indexOf(old, found + 1)) {
      if (best < 0 || Math.abs(found - at) < Math.abs(best - at)) best = found;
    }
    return best;
  };

  const fieldOf = (place) => {
    const [name, key] = place.split("#");
    const found = form.elements.namedItem(name);
    return { field: found instanceof RadioNodeList ? found[0] : found, key };
  };

  const selectionIn = (editor, key, start, end) =>
    window.DraftJS.SelectionState.createEmpty(key).merge({ anchorOffset: start, focusOffset: end });

  const mendRunningText = (field, key, button) => {
    const { EditorState, Modifier } = window.DraftJS;
    const state = field.draftailEditor.getEditorState();
    const content = state.getCurrentContent();
    const block = content.getBlockForKey(key);
    if (!block) return false;
    const at = placeOf(block.getText(), button.dataset.old, Number(button.dataset.start));
    if (at < 0) return false;
    const where = selectionIn(field.draftailEditor, key, at, at + button.dataset.old.length);
    const mended = Modifier.replaceText(
      content, where, button.dataset.new, block.getInlineStyleAt(at), block.getEntityAt(at),
    );
    field.draftailEditor.onChange(EditorState.push(state, mended, "insert-characters"));
    return true;
  };

  const mendPlainField = (field, button) => {
    for (const text of [field.value, field.value.normalize("NFC")]) {
      const at = placeOf(text, button.dataset.old, Number(button.dataset.start));
      if (at >= 0) {
        field.value = text.slice(0, at) + button.dataset.new + text.slice(at + button.dataset.old.length);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return true;
      }
    }
    return false;
  };

  const mend = async (button) => {
    const { field, key } = fieldOf(button.dataset.place);
    const running = field && key && field.draftailEditor && window.DraftJS;
    const done = running ? mendRunningText(field, key, button) : Boolean(field && !key) && mendPlainField(field, button);
    if (done) {
      status.textContent = "Đã sửa.";
      setTimeout(() => check(), 200);
      return;
    }
    try {
      await navigator.clipboard.writeText(button.dataset.new);
      status.textContent = "Lời đã đổi, không sửa tại chỗ được; lời mới đã chép, dán vào bài.";
    } catch {
      status.textContent = `Không sửa tại chỗ được. Lời mới: ${button.dataset.new}`;
    }
  };

  const show = (button) => {
    const { field, key } = fieldOf(button.dataset.place);
    const tab = field && field.closest("[role=tabpanel]");
    if (tab && tab.hidden) document.querySelector(`[aria-controls="${tab.id}"]`)?.click();
    if (field && key && field.draftailEditor && window.DraftJS) {
      const editor = field.draftailEditor;
      const state = editor.getEditorState();
      const block = state.getCurrentContent().getBlockForKey(key);
      field.parentElement.scrollIntoView({ block: "center" });
      if (block) {
        const all = selectionIn(editor, key, 0, block.getLength());
        editor.onChange(window.DraftJS.EditorState.forceSelection(state, all));
      }
    } else if (field) {
      field.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
    } else status.textContent = "Chỗ này không còn trong bài.";
  };

  const tick = (button) => {
    const box = form.querySelector(`input[name="${button.dataset.tick}"][value="${button.dataset.value}"]`);
    if (!box) {
      status.textContent = "Mục này không có trong danh sách để chọn.";
      return;
    }
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    status.textContent = "Đã chọn.";
    check();
  };

  report.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("mend" in button.dataset) mend(button);
    else if ("show" in button.dataset) show(button);
    else if (button.dataset.tick) tick(button);
  });
  panel.querySelector("[data-story-check-again]").addEventListener("click", () => check());
  panel.querySelector("[data-story-check-links]").addEventListener("click", () => check(true));
}, { capture: true, once: true });
