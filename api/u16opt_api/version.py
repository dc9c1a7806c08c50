"""The version of the service, which is that of the program."""

from importlib.metadata import version

VERSION = version("u16opt")
