"""`python -m maps` is the command `sarhad`."""

import sys

from maps.cli import main

sys.exit(main())
