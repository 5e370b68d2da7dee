"""What the helper needs: two imports away from the demo."""


def scaled(value: int) -> int:
    return 10 * value
