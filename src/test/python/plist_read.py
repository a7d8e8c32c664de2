#!/usr/bin/env python3
"""Reads a property list with Python's own library and prints each key with the type and the value that it has there.

usage: plist_read.py plist|dict FILE

Prints one JSON object, in ASCII. A dict is a property list without its frame, which is put around it first.
"""

import json
import plistlib
import sys


def main(form, path):
    with open(path, "rb") as file:
        content = file.read()
    if form == "dict":
        content = b'<plist version="1.0">' + content + b"</plist>"
    values = plistlib.loads(content, fmt=plistlib.FMT_XML)
    print(json.dumps({key: [type(value).__name__, value] for key, value in values.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
