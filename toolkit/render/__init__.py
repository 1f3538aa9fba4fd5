"""Turns an assessment into what people read: wording and rounding, charts, the page and the closing screen."""
