"""The money between municipalities: what each may spend, and how they settle what they spent (F04-F09)."""
