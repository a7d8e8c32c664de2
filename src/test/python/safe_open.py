#!/usr/bin/env python3
"""Opens an encrypted Threema Safe backup with nothing but Python's standard library.

An independent witness: it shares no code and no library with Strongroom. XSalsa20 and Poly1305 are written out
below after their authors' papers; scrypt and gzip are those of Python.

    safe_open.py THREEMA_ID PASSWORD_FILE BLOB_FILE        prints the JSON, byte for byte
    safe_open.py --secretbox KEY_HEX NONCE_HEX BOX_HEX     prints the plaintext of a bare secretbox in hexadecimal

The password is the whole content of its file. Exit code 1 and one line on standard error if the blob does not open.
"""
import gzip
import hashlib
import hmac
import struct
import sys

SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def rotate(value, bits):
    value &= 0xFFFFFFFF
    return ((value << bits) & 0xFFFFFFFF) | (value >> (32 - bits))


def rounds(state):
    x = list(state)
    for _ in range(10):
        for a, b, c, d in (
            (0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11),
            (0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14),
        ):
            x[b] ^= rotate(x[a] + x[d], 7)
            x[c] ^= rotate(x[b] + x[a], 9)
            x[d] ^= rotate(x[c] + x[b], 13)
            x[a] ^= rotate(x[d] + x[c], 18)
    return x


def matrix(key, middle):
    k = struct.unpack("<8I", key)
    return (SIGMA[0], *k[:4], SIGMA[1], *middle, SIGMA[2], *k[4:], SIGMA[3])


def hsalsa20(key, nonce16):
    x = rounds(matrix(key, struct.unpack("<4I", nonce16)))
    return struct.pack("<8I", *(x[i] for i in (0, 5, 10, 15, 6, 7, 8, 9)))


def xsalsa20(key, nonce, length):
    subkey = hsalsa20(key, nonce[:16])
    stream = bytearray()
    counter = 0
    while len(stream) < length:
        state = matrix(subkey, (*struct.unpack("<2I", nonce[16:]), counter & 0xFFFFFFFF, counter >> 32))
        mixed = rounds(state)
        stream += struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, mixed)))
        counter += 1
    return bytes(stream[:length])


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for start in range(0, len(message), 16):
        block = message[start:start + 16] + b"\x01"
        total = (total + int.from_bytes(block, "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) & ((1 << 128) - 1)).to_bytes(16, "little")


def open_box(key, nonce, box):
    tag, cipher = box[:16], box[16:]
    stream = xsalsa20(key, nonce, 32 + len(cipher))
    if not hmac.compare_digest(tag, poly1305(stream[:32], cipher)):
        sys.exit("wrong identity or password, or changed bytes")
    return bytes(a ^ b for a, b in zip(cipher, stream[32:]))


def main(arguments):
    if len(arguments) == 4 and arguments[0] == "--secretbox":
        print(open_box(*(bytes.fromhex(argument) for argument in arguments[1:])).hex())
        return
    if len(arguments) != 3:
        sys.exit(__doc__)
    identity, password_file, blob_file = arguments
    with open(password_file, "rb") as file:
        password = file.read()
    with open(blob_file, "rb") as file:
        blob = file.read()
    master = hashlib.scrypt(
        password, salt=identity.encode("ascii"), n=65536, r=8, p=1, maxmem=128 * 1024 * 1024, dklen=64)
    sys.stdout.buffer.write(gzip.decompress(open_box(master[32:], blob[:24], blob[24:])))


main(sys.argv[1:])
