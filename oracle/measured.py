#!/usr/bin/env python3
"""Runs a command, its output thrown away; prints wall seconds, peak memory in KiB and the exit status.

    measured.py COMMAND [ARGUMENT ...]
"""
import os
import subprocess
import sys
import time

start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(f"{time.perf_counter() - start:.3f} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
