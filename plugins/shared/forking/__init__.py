"""Many runs of ``python -m …`` that share what it takes to begin one."""
