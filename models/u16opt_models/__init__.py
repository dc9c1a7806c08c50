"""The models that come with u16opt: one small package each."""
