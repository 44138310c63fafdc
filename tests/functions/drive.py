"""Run by a bare Python on the unpacked package: calls its handlers with events, line by line.

`python -I -S drive.py <folder>`: nothing but the standard library and that folder can be imported.
Each line of input is `{"handler": "handler.lambda_handler", "event": {…}}`, each line of output
the answer, or `{"raised": "…"}`.
"""

import importlib
import json
import os
import sys


class Context:
    function_name = "packaged"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    aws_request_id = "00000000-0000-4000-8000-000000000000"
    invoked_function_arn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:packaged"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 29_000


def main() -> None:
    sys.path.append(sys.argv[1])
    # What handlers print goes to the log, as it does in Lambda.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        module, _, name = asked["handler"].rpartition(".")
        try:
            answer = getattr(importlib.import_module(module), name)(asked["event"], Context())
        except Exception as error:
            answer = {"raised": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
