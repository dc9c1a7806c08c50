"""The sections of a report on a spread, one module each; all from the tables and the answer alone."""
