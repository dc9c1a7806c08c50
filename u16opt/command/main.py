"""The program ``u16opt``. Hardly anything is imported here, so that Ctrl-C is heard from the first moment."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from u16opt.command.application import application

        application()()
    except KeyboardInterrupt:
        sys.exit(130)
