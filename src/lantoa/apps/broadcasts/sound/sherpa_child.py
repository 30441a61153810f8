"""The child process that reads with a voice file: job.json in its folder, one WAV a sentence beside it.

Started by its path and isolated (-I), so that it imports nothing of the project; limits come from its parent.
"""

import array
import json
import sys
import wave
from pathlib import Path

import sherpa_onnx


def _tts(folder: Path, given: dict[str, object]) -> sherpa_onnx.OfflineTts:
    lexicon, data = folder / "lexicon.txt", folder / "espeak-ng-data"
    vits = sherpa_onnx.OfflineTtsVitsModelConfig(
        model=str(folder / "model.onnx"),
        tokens=str(folder / "tokens.txt"),
        lexicon=str(lexicon) if lexicon.is_file() else "",
        data_dir=str(data) if data.is_dir() else "",
        noise_scale=float(str(given.get("noise_scale", 0))),
        noise_scale_w=float(str(given.get("noise_scale_w", 0))),
        length_scale=float(str(given.get("length_scale", 1))),
    )
    # One thread: the order of sums, and so every sample, does not depend on the machine's cores.
    model = sherpa_onnx.OfflineTtsModelConfig(vits=vits, num_threads=1, provider="cpu")
    config = sherpa_onnx.OfflineTtsConfig(model=model, max_num_sentences=1)
    if not config.validate():
        sys.exit("the folder of the voice is not complete")
    return sherpa_onnx.OfflineTts(config)


def main() -> None:
    """Write 0000.wav, 0001.wav, …; any fault ends the process with its trace."""
    job = json.loads(Path("job.json").read_text(encoding="utf-8"))
    tts = _tts(Path(job["voice"]), job["settings"])
    speaker = int(job["settings"].get("speaker", 0))
    for place, sentence in enumerate(job["sentences"]):
        made = tts.generate(sentence, sid=speaker, speed=1.0)
        if not len(made.samples):
            sys.exit(f"no sound for sentence {place}")
        samples = array.array("h", (round(32767 * max(-1.0, min(1.0, one))) for one in made.samples))
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(f"{place:04}.wav", "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(made.sample_rate)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
