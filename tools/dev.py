"""The commands behind the Makefile: python -m tools.dev COMMAND [ARGUMENTS]."""

import sys
from collections.abc import Callable

from tools.stack import checks, local
from tools.stack.errors import StackError, sentence_for
from tools.stack.processes import stop_on_signals

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": local.run,
    "manage": local.manage,
    "test": checks.test,
    "pytest": checks.pytest,
    "check": checks.check,
    "bench": checks.bench,
    "fmt": checks.fmt,
}


def main() -> int:
    name, *arguments = sys.argv[1:]
    stop_on_signals()
    try:
        return COMMANDS[name](arguments)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
