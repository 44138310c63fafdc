"""`python -m infra.local`: the whole city on this machine, until Ctrl-C."""

import sys

from infra.local.city import main

if __name__ == "__main__":
    sys.exit(main())
