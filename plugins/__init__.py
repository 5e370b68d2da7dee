"""Site behaviour: one module or package per idea, each ending in register()."""
