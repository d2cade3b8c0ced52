"""Runs the command line as `python -m zhike`."""

import sys

from .cli import main

sys.exit(main())
