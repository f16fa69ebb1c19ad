"""The commands: a module each, whose `run` takes the parsed arguments and gives the exit code.

`cli` loads only the module of the command that is run, so that the commonest start fast.
"""

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: nothing to report, problems found, the command line makes no sense."""
