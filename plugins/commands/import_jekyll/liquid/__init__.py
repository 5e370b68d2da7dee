"""Liquid as Jekyll's texts use it, evaluated within limits and without any code.

``values`` reads expressions and filters, ``blocks`` the tags, ``render`` a whole text.
"""
