"""Makes the tiny voice of the tests: a VITS-shaped model of ours that hums one tone a letter. Run it by hand with the
`onnx` package, which nothing else here needs: python make_voice.py
"""

from pathlib import Path
from typing import Any

import numpy as np

RATE, SAMPLES_A_LETTER = 16_000, 960
# In order of their number; the blank stands first, unknown letters are left out by the program.
LETTERS = "_ .,!?;:-aăâbcdđeêghiklmnoôơpqrstuưvxyfjzwàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
QUIET = set("_ .,!?;:-")
FOLDER = Path(__file__).with_name("voice")


def _model() -> Any:
    import onnx  # on the machine of whoever makes the voice anew, not among the libraries of the project
    from onnx import TensorProto, helper, numpy_helper

    tones = [0.0 if letter in QUIET else 140.0 + 2.0 * place for place, letter in enumerate(LETTERS)]
    window = 0.5 * np.hanning(SAMPLES_A_LETTER)
    constants = {
        "tones": np.array(tones, dtype=np.float32),
        "clock": (2 * np.pi * np.arange(SAMPLES_A_LETTER) / RATE).astype(np.float32).reshape(1, 1, -1),
        "window": window.astype(np.float32).reshape(1, 1, -1),
        "wide": np.array([0, -1, 1], dtype=np.int64),
        "flat": np.array([1, 1, -1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["tones", "x"], ["hertz"]),
        helper.make_node("Reshape", ["hertz", "wide"], ["hertz3"]),
        helper.make_node("Mul", ["hertz3", "clock"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["hum"]),
        helper.make_node("Mul", ["hum", "window"], ["shaped"]),
        helper.make_node("Mul", ["shaped", "length_scale"], ["scaled"]),
        helper.make_node("Reshape", ["scaled", "flat"], ["y"]),
    ]
    floats = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in
              ("noise_scale", "length_scale", "noise_scale_w")]  # fmt: skip
    graph = helper.make_graph(
        nodes,
        "voice-of-the-tests",
        [helper.make_tensor_value_info("x", TensorProto.INT64, [1, "letters"]),
         helper.make_tensor_value_info("x_length", TensorProto.INT64, [1]), *floats],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, "samples"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    described = {
        "model_type": "vits", "comment": "voice of the tests", "language": "Vietnamese", "frontend": "characters",
        "sample_rate": RATE, "n_speakers": 0, "add_blank": 0, "use_eos_bos": 0, "bos_id": 0, "eos_id": 0,
        "blank_id": 0, "pad_id": 0, "punctuation": ". , ! ? ; :",
    }  # fmt: skip
    helper.set_model_props(model, {key: str(value) for key, value in described.items()})
    onnx.checker.check_model(model)
    return model


def main() -> None:
    """Write model.onnx and tokens.txt into the folder of the voice."""
    (FOLDER / "model.onnx").write_bytes(_model().SerializeToString())
    lines = [f"{letter} {place}" for place, letter in enumerate(LETTERS)]
    (FOLDER / "tokens.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
