"""The web service: the same functions as the command line, over HTTP.

It may import `u16opt` and `u16opt_models`; neither may import it.
"""
