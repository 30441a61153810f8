/* Help with the form of citizens: where one is, a voice note, smaller photos, no second press. Everything works without
   this file. Nothing leaves the browser but by the form's own button. */
const byId = (id) => document.getElementById(id);
const form = byId("send") || byId("supply");

/* Where one is. */
const locate = byId("locate");
const point = { latitude: byId("id_latitude"), longitude: byId("id_longitude") };
const showPoint = (shown) => { byId("point-fields").hidden = !shown; byId("unlocate").hidden = !shown; };
const sayPoint = (words) => { byId("point-said").textContent = words; };

if (locate && navigator.geolocation) {
  byId("point").hidden = false;
  locate.hidden = false;
  showPoint(Boolean(point.latitude.value));
  locate.addEventListener("click", () => {
    sayPoint("Đang tìm vị trí…");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      point.latitude.value = coords.latitude.toFixed(5);
      point.longitude.value = coords.longitude.toFixed(5);
      showPoint(true);
      sayPoint(`Đã ghi vị trí, chính xác khoảng ${Math.round(coords.accuracy)} m. Chỉ cán bộ giải quyết xem được.`);
    }, () => sayPoint("Không lấy được vị trí. Hãy mô tả chỗ đó bằng lời ở ô trên."), { timeout: 15000, maximumAge: 60000 });
  });
  byId("unlocate").addEventListener("click", () => {
    point.latitude.value = "";
    point.longitude.value = "";
    showPoint(false);
    sayPoint("Đã bỏ vị trí.");
    locate.focus();
  });
}

/* Photos are made smaller before they go: less to pay for, and never too much for one form. */
const photos = byId("id_photos");
const LONGEST = 2000;

async function smaller(file) {
  if (file.size < 700000) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
    return blob && blob.size < file.size ? new File([blob], "anh.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

let shrinking = Promise.resolve();
if (photos && window.DataTransfer) {
  photos.addEventListener("change", () => {
    const chosen = [...photos.files].slice(0, Number(photos.dataset.most));
    const over = photos.files.length > chosen.length;
    if (!chosen.length) return;
    byId("photos-said").textContent = "Đang thu nhỏ ảnh…";
    shrinking = Promise.all(chosen.map(smaller)).then((files) => {
      const kept = new DataTransfer();
      files.forEach((file) => kept.items.add(file));
      photos.files = kept.files;
      byId("photos-said").textContent = `Đã chọn ${files.length} ảnh.${over ? " Chỉ gửi được 5 ảnh, các ảnh sau bị bỏ." : ""}`;
    });
  });
}

/* A voice note. */
const voice = byId("id_voice");
const KINDS = [["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"], ["audio/mp4", "m4a"]];
const kind = window.MediaRecorder && KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
const MOST_SECONDS = 180;
let machine = null;
let ticking = 0;
let address = "";
const sayRecord = (words) => { byId("record-said").textContent = words; };

function dropRecord() {
  voice.value = "";
  byId("record-preview").hidden = true;
  byId("record-drop").hidden = true;
  byId("record").textContent = "Bắt đầu ghi";
  byId("record-clock").textContent = "0:00";
  if (address) URL.revokeObjectURL(address);
  address = "";
}

function keepRecord(pieces, stream) {
  clearInterval(ticking);
  stream.getTracks().forEach((track) => track.stop());
  const blob = new Blob(pieces, { type: kind[0].split(";")[0] });
  const files = new DataTransfer();
  files.items.add(new File([blob], `ghi-am.${kind[1]}`, { type: blob.type }));
  voice.files = files.files;
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(blob);
  byId("record-preview").src = address;
  byId("record-preview").hidden = false;
  byId("record-drop").hidden = false;
  byId("record").textContent = "Ghi lại";
  sayRecord("Đã ghi xong. Nghe lại được trước khi gửi.");
}

async function record() {
  if (machine?.state === "recording") {
    machine.stop();
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch {
    sayRecord("Không dùng được micrô. Hãy cho phép, hoặc chọn một tệp ghi âm bên dưới.");
    return;
  }
  const pieces = [];
  const began = performance.now();
  machine = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: 32000 });
  machine.addEventListener("dataavailable", (event) => { if (event.data.size) pieces.push(event.data); });
  machine.addEventListener("stop", () => keepRecord(pieces, stream));
  machine.start(1000);
  byId("record").textContent = "Dừng ghi";
  sayRecord("Đang ghi.");
  ticking = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    byId("record-clock").textContent = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    if (seconds >= MOST_SECONDS - 1) machine.stop();
  }, 250);
}

if (voice && kind && navigator.mediaDevices?.getUserMedia && window.DataTransfer) {
  byId("recorder").hidden = false;
  byId("record").addEventListener("click", record);
  byId("record-drop").addEventListener("click", () => { dropRecord(); sayRecord("Đã bỏ bản ghi."); });
}

/* One press: photos finish shrinking first, and a second press sends nothing. */
let sent = false;
form?.addEventListener("submit", (event) => {
  if (sent) { event.preventDefault(); return; }
  sent = true;
  const pressed = event.submitter;
  event.preventDefault();
  if (machine?.state === "recording") machine.stop();
  const stopped = machine ? new Promise((done) => { setTimeout(done, 150); }) : Promise.resolve();
  Promise.all([shrinking, stopped]).then(() => {
    if (pressed?.name) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = pressed.name;
      field.value = pressed.value;
      form.append(field);
    }
    form.submit();
  });
});
window.addEventListener("pageshow", () => { sent = false; });
