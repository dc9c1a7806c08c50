"""Questions that a proposal answers: computed by solving again, told in plain sentences."""

import sys
import types


class _Callable(types.ModuleType):
    """For now: the room will be called `u16opt.explaining`."""

    def __call__(self, *arguments, **options):  # type: ignore[no-untyped-def]
        from u16opt.explain.explain import explain

        return explain(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
