"""Titles that name a series and a number in it, such as ``Lessons #4: on heat``."""

import re

TITLE = re.compile(r"(?P<series>.*\w.*?)\s*#(?P<number>\d{1,6})\b")
