"""The one way to vl-convert: it works in a process of its own, in UTC, in bounded time.

A spec can ask for more than any machine has (`sequence(1e9)`): V8 then ends its process, or never comes back. Ours
survives both and says so. What Vega prints of its errors is read there, too.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from briefing.errors import BriefingError

SECONDS = 30.0
"""How long one call may take. A million rows, summed up, take about five."""
_SAID = {
    r"Unrecognized function: (.+)": r"表达式里的函数“\1”不存在",
    r"Unrecognized signal name: (.+)": r"表达式里的名字 \1 不存在",
    r"Unexpected end of input": "表达式没有写完",
    r"(?:Expression parse error|Illegal|Unexpected token ILLEGAL).*": "表达式的写法不对，或字段名里有特殊字符",
    r"[Ii]nvalid format: (.+)": r"数字格式“\1”的写法不对",
    r"Invalid array length": "有一个个数或大小超出了范围",
    r"Access path missing .*?: (.+)": r"字段名“\1”里有括号或引号，要写成 \\[ 这样",
    r"Unexpected token.*": "数据写成了一段文字，却不是 JSON；CSV 要写 format: {type: csv}",
    r"Cannot read properties of (?:undefined|null).*": "缺少必要的部分，或数据里有空行",
    r"Invalid SVG path.*": "点的形状（shape）写法不对",
    r"Failed to parse vl_spec string as JSON: number out of range.*": "有一个数超出了范围",
    r"Failed to parse vl_spec string as JSON: recursion limit.*": "数据里的值嵌套太深",
}
_HINT = "请减少数据，或去掉会生成大量数据的写法（如 sequence、flatten、impute、density）。"
# On Windows a console window would open for it.
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Converter:
    """vl-convert behind a pipe; every method has the name, the arguments and the ValueError of its function there.

    The process starts with the first call, which takes about half a second, and anew after one that had to be ended.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._fonts: list[str] = []
        atexit.register(self.close)

    def vegalite_to_vega(self, spec: str | Mapping[str, Any]) -> dict[str, Any]:
        return cast(dict[str, Any], self._ask("vegalite_to_vega", _text(spec)))

    def vegalite_to_svg(self, spec: str | Mapping[str, Any], **options: Any) -> str:
        return cast(str, self._ask("vegalite_to_svg", _text(spec), **options))

    def vega_to_svg(self, spec: str | Mapping[str, Any], **options: Any) -> str:
        return cast(str, self._ask("vega_to_svg", _text(spec), **options))

    def vega_to_scenegraph(self, spec: str | Mapping[str, Any], **options: Any) -> dict[str, Any]:
        return cast(dict[str, Any], self._ask("vega_to_scenegraph", _text(spec), **options))

    def svg_to_png(self, svg: str, **options: Any) -> bytes:
        return cast(bytes, self._ask("svg_to_png", svg, **options))

    def javascript_bundle(self, snippet: str) -> str:
        return cast(str, self._ask("javascript_bundle", snippet))

    def register_font_directory(self, directory: str) -> None:
        self._fonts.append(directory)
        if self._is_running():
            self._ask("register_font_directory", directory)

    def forget_fonts(self) -> None:
        """Let go of all fonts that were registered: the next call has a new process, without them."""
        with self._lock:
            self._fonts.clear()
            self.close()

    def prepare(self) -> None:
        """Start the process and do not wait for it: it makes itself ready while this one goes on."""
        with self._lock:
            if not self._is_running():
                self._start()

    def close(self) -> None:
        """End the process, where one is running."""
        worker, self._worker = self._worker, None
        if worker is not None and self._owner == os.getpid():
            worker.kill()
            worker.communicate()

    def _ask(self, call: str, *given: Any, **options: Any) -> Any:
        with self._lock:
            if not self._is_running():
                self._start()
            return self._call(call, given, options)

    def _is_running(self) -> bool:
        # A forked process has the pipes of its parent, but not the right to them.
        return self._worker is not None and self._owner == os.getpid() and self._worker.poll() is None

    def _start(self) -> None:
        program = [sys.executable, "-S", "-P", str(Path(__file__).with_name("worker.py"))]
        # It takes the time zone at its start: a date such as 2020-01-01 would be drawn as the last day of 2019 west of
        # Greenwich. Charts have dates, no instants: they are drawn in UTC everywhere.
        env = os.environ | {"TZ": "UTC", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.close()
        self._owner = os.getpid()
        self._worker = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            creationflags=_FLAGS,
        )
        for directory in self._fonts:
            self._call("register_font_directory", (directory,), {})

    def _call(self, call: str, given: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
        worker, late = self._worker, threading.Event()
        assert worker is not None

        def end() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self._seconds, end)
        timer.daemon = True
        timer.start()
        try:
            kind, content = _exchange(worker, {"call": call, "given": given, "options": options})
        except (OSError, struct.error) as error:
            self.close()
            if late.is_set():
                raise BriefingError(f"图表画了{self._seconds:.0f}秒还没有画完。", hint=_HINT) from error
            raise BriefingError("画这张图时画图程序停了，多半是数据太多。", hint=_HINT) from error
        except BaseException:
            # An interrupted exchange would leave its answer to the next call.
            self.close()
            raise
        finally:
            timer.cancel()
        return _result(kind, content)


@cache
def converter() -> Converter:
    """Return the converter that all charts of this process are drawn with."""
    return Converter()


def reason(error: ValueError) -> str:
    """Return the line of a converter's error that says what is wrong, in Chinese where the usual ones are meant."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = next((line for line in lines if "Error:" in line), lines[0] if lines else "")
    said = telling.rpartition("Error:")[2].partition("{")[0].strip().rstrip(".。:")[:200]
    for pattern, words in _SAID.items():
        if found := re.match(pattern, said):
            return found.expand(words)
    return said


def _text(spec: str | Mapping[str, Any]) -> str:
    return spec if isinstance(spec, str) else json.dumps(spec, ensure_ascii=False)


def _exchange(worker: subprocess.Popen[bytes], asked: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Send a request and return the reply's kind and content; OSError or struct.error where the process is gone."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    # Half a surrogate pair has no bytes; escaped, it goes through.
    message = json.dumps(asked).encode()
    worker.stdin.write(struct.pack(">I", len(message)))
    worker.stdin.write(message)
    worker.stdin.flush()
    (length,) = struct.unpack(">I", worker.stdout.read(4))
    reply = worker.stdout.read(length)
    if len(reply) < length:
        raise OSError("the reply ends early")
    return reply[:1], reply[1:]


def _result(kind: bytes, content: bytes) -> Any:
    match kind:
        case b"B":
            return content
        case b"T":
            return content.decode("utf-8")
        case b"J":
            return json.loads(content)
        case _:
            raise ValueError(content.decode("utf-8", "replace"))
