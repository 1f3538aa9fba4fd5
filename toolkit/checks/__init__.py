"""Checks: questions about facts, answered one by one; a catalogue says what each asks, why, and how to fix it."""
