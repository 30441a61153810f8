/* Recording in the browser: what is recorded becomes the file of the form, which is sent as any other file. Without this
   file, or without a microphone, a file is chosen by hand. */
const byId = (id) => document.getElementById(id);
const recorder = byId("recorder");
const field = document.querySelector('input[type="file"][name="file"]');
const prompter = byId("prompter");
const expected = Number(recorder.dataset.expected) || 0;
const KINDS = [["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"], ["audio/mp4", "m4a"]];
const kind = window.MediaRecorder && KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
let machine = null;
let pieces = [];
let recorded = 0;
let since = 0;
let ticking = 0;
let address = "";
let context = null;

const clockWords = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const elapsed = () => recorded + (since ? (performance.now() - since) / 1000 : 0);
const say = (words) => { byId("said").textContent = words; };

function show(state) {
  const recording = state === "recording";
  byId("start").hidden = state !== "ready" && state !== "done";
  byId("start").textContent = state === "done" ? "Ghi lại từ đầu" : "Bắt đầu ghi";
  byId("pause").hidden = !recording && state !== "paused";
  byId("pause").textContent = recording ? "Tạm dừng" : "Ghi tiếp";
  byId("stop").hidden = !recording && state !== "paused";
}

function tick() {
  const seconds = elapsed();
  byId("clock").textContent = clockWords(seconds);
  byId("elapsed").value = Math.min(seconds, expected);
  if (since && expected && byId("scrolls").checked) {
    const room = prompter.scrollHeight - prompter.clientHeight;
    prompter.scrollTop = room * Math.min(1, Math.max(0, (seconds - 5) / Math.max(1, expected - 10)));
  }
}

function hearLevel(stream) {
  context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  return () => {
    analyser.getByteTimeDomainData(samples);
    byId("level").value = samples.reduce((most, value) => Math.max(most, Math.abs(value - 128) / 128), 0);
  };
}

function finish(stream) {
  clearInterval(ticking);
  stream.getTracks().forEach((track) => track.stop());
  context?.close();
  const blob = new Blob(pieces, { type: kind[0].split(";")[0] });
  const files = new DataTransfer();
  files.items.add(new File([blob], `ghi-am.${kind[1]}`, { type: blob.type }));
  field.files = files.files;
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(blob);
  byId("preview").src = address;
  byId("preview").hidden = false;
  show("done");
  say("Đã ghi xong. Nghe lại bên dưới; chưa ưng thì ghi lại, ưng thì gửi bản ghi.");
  byId("preview").focus();
}

async function start() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch (error) {
    say(error.name === "NotAllowedError"
      ? "Trình duyệt chưa cho dùng micrô: bấm biểu tượng cạnh thanh địa chỉ để cho phép rồi ghi lại."
      : "Không tìm thấy micrô: cắm micrô, hoặc ghi bằng điện thoại rồi tải tệp lên.");
    return;
  }
  [pieces, recorded, since] = [[], 0, performance.now()];
  machine = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: 64000 });
  machine.addEventListener("dataavailable", (event) => { if (event.data.size) pieces.push(event.data); });
  machine.addEventListener("stop", () => finish(stream));
  const level = hearLevel(stream);
  ticking = setInterval(() => { tick(); level(); }, 100);
  machine.start(1000);
  byId("preview").hidden = true;
  prompter.scrollTop = 0;
  show("recording");
  say("Đang ghi.");
}

function pause() {
  if (machine.state === "recording") {
    machine.pause();
    [recorded, since] = [elapsed(), 0];
    show("paused");
    say("Đã tạm dừng.");
  } else {
    machine.resume();
    since = performance.now();
    show("recording");
    say("Đang ghi.");
  }
}

function stop() {
  [recorded, since] = [elapsed(), 0];
  machine.stop();
}

function resize(by) {
  const size = parseFloat(getComputedStyle(prompter).fontSize);
  prompter.style.fontSize = `${Math.min(64, Math.max(14, size + by))}px`;
}

byId("prompter-tools").hidden = false;
byId("smaller").addEventListener("click", () => resize(-3));
byId("larger").addEventListener("click", () => resize(3));
if (kind && navigator.mediaDevices?.getUserMedia && window.DataTransfer) {
  recorder.hidden = false;
  byId("no-recorder").hidden = true;
  byId("expected").textContent = clockWords(expected);
  byId("start").addEventListener("click", start);
  byId("pause").addEventListener("click", pause);
  byId("stop").addEventListener("click", stop);
  show("ready");
}
