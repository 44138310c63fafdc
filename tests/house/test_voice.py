"""The kiosk's spoken words are made from the sentences of today, and each can be heard."""

import array
import hashlib
import json
import math
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

VOICE = Path(__file__).parents[2] / "frontend/src/rooms/kiosk/voice"
AGAIN = "spoken words changed; run `make voice`"
RATE = 16_000
MOST_BYTES = 1_500_000
# A number or the word between two numbers is a part of a sentence and may be short.
LEAST_SECONDS, LEAST_PART_SECONDS, MOST_SECONDS = 0.4, 0.15, 15
LEAST_LOUDNESS = 500  # of 32768; espeak-ng speaks at about 4000, silence is 0


def wanted() -> dict[str, str]:
    marks: dict[str, str] = {}
    for language in ("zh", "en"):
        said = json.loads((VOICE / f"sentences/{language}.json").read_text(encoding="utf-8"))
        for key, text in said["sentences"].items():
            made_of = f"{said['voice']}\n{said['words_per_minute']}\n{text}"
            marks[f"{language}/{key}"] = hashlib.sha256(made_of.encode()).hexdigest()[:16]
    return marks


def manifest() -> dict[str, str]:
    marks: dict[str, str] = json.loads((VOICE / "manifest.json").read_text(encoding="utf-8"))
    return marks


def files() -> dict[str, Path]:
    audio = VOICE / "audio"
    return {
        path.relative_to(audio).with_suffix("").as_posix(): path for path in audio.rglob("*.mp3")
    }


def heard(path: Path) -> tuple[float, float]:
    """Decode a file; give its seconds and its loudness (root mean square of 16 bits)."""
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", str(RATE), "-"],
        capture_output=True,
        check=True,
    )
    assert not done.stderr, done.stderr.decode()
    tones = array.array("h", done.stdout)
    return len(tones) / RATE, math.sqrt(sum(tone * tone for tone in tones) / max(1, len(tones)))


def faint(name: str, path: Path) -> str | None:
    seconds, loudness = heard(path)
    part = name.split("/")[1].startswith(("number.", "print.", "check.left", "stopped.left"))
    least = LEAST_PART_SECONDS if part else LEAST_SECONDS
    well = least <= seconds <= MOST_SECONDS and loudness >= LEAST_LOUDNESS
    return None if well else f"{name}: {seconds:.2f} s, loudness {loudness:.0f}"


def test_every_sentence_of_today_is_made_and_no_other() -> None:
    assert manifest() == wanted(), AGAIN
    assert set(files()) == set(wanted()), AGAIN


def test_all_of_it_is_small() -> None:
    assert sum(path.stat().st_size for path in files().values()) <= MOST_BYTES


def test_every_file_decodes_and_is_heard() -> None:
    with ThreadPoolExecutor(2) as hands:
        found = list(hands.map(lambda one: faint(*one), files().items()))
    assert len(found) > 100
    assert [one for one in found if one] == []


def test_a_silent_file_is_noticed(tmp_path: Path) -> None:
    silent = tmp_path / "silent.mp3"
    quiet = ["-f", "lavfi", "-i", f"anullsrc=r={RATE}:cl=mono", "-t", "2", str(silent)]
    subprocess.run(["ffmpeg", "-v", "error", *quiet], check=True)
    assert "loudness 0" in str(faint("zh/idle.greeting", silent))


def test_a_changed_sentence_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = (VOICE / "sentences/zh.json").read_text(encoding="utf-8")
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences/zh.json").write_text(said.replace("您好", "你好"), encoding="utf-8")
    english = (VOICE / "sentences/en.json").read_text(encoding="utf-8")
    (tmp_path / "sentences/en.json").write_text(english, encoding="utf-8")
    made = manifest()
    monkeypatch.setattr(f"{__name__}.VOICE", tmp_path)
    changed = [name for name, mark in wanted().items() if made[name] != mark]
    assert changed == ["zh/idle.greeting", "zh/offline.begin"]
