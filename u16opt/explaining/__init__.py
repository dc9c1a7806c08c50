"""Questions that a proposal answers: computed by solving again, told in plain sentences."""
