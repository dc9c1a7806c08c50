"""Run the command line as ``python -m u16opt``."""

from u16opt.command.main import main

main()
