"""What was asked and what came of it: instances, runs, proposals, answers, keys, and the audit."""
