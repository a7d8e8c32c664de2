"""AES-256-GCM decryption (FIPS 197, NIST SP 800-38D), because Python's standard library has none and a thief must not ask the server's.

Slow, not in constant time, for a few blocks: the thief opens wrapped keys with it. Begin with `open_gcm`; `check` compares it with the
published vectors and is called before anything is believed.
"""

from __future__ import annotations

BLOCK = 16
TAG = 16
REDUCTION = 0xE1 << 120

# Test cases 14 to 16 of the GCM submission: key, nonce, associated data, ciphertext, tag, plaintext.
VECTORS = (
    ("00" * 32, "00" * 12, "", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919", "00" * 16),
    (
        "feffe9928665731c6d6a8f9467308308" * 2, "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    ),
)


def _times(a: int, b: int) -> int:
    """The product in the field of AES."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _substitutions() -> bytes:
    box = bytearray(256)
    for value in range(256):
        inverse = next((other for other in range(256) if _times(value, other) == 1), 0)
        turned = inverse
        for turn in range(1, 5):
            turned ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
        box[value] = turned ^ 0x63
    return bytes(box)


SUBSTITUTED = _substitutions()
DOUBLED = bytes(_times(value, 2) for value in range(256))


def _round_keys(key: bytes) -> list[bytes]:
    words = [key[at:at + 4] for at in range(0, 32, 4)]
    factor = 1
    while len(words) < 60:
        last = words[-1]
        if len(words) % 8 == 0:
            last = bytes(SUBSTITUTED[byte] for byte in last[1:] + last[:1])
            last = bytes([last[0] ^ factor]) + last[1:]
            factor = _times(factor, 2)
        elif len(words) % 8 == 4:
            last = bytes(SUBSTITUTED[byte] for byte in last)
        words.append(bytes(a ^ b for a, b in zip(words[-8], last)))
    return [b"".join(words[at:at + 4]) for at in range(0, 60, 4)]


def _encrypt(round_keys: list[bytes], block: bytes) -> bytes:
    state = [a ^ b for a, b in zip(block, round_keys[0])]
    for number, round_key in enumerate(round_keys[1:], 1):
        shifted = [SUBSTITUTED[state[(5 * at) % 16]] for at in range(16)]
        state = (shifted if number == 14 else _mix(shifted))
        state = [a ^ b for a, b in zip(state, round_key)]
    return bytes(state)


def _mix(state: list[int]) -> list[int]:
    mixed = []
    for column in range(0, 16, 4):
        four = state[column:column + 4]
        every = four[0] ^ four[1] ^ four[2] ^ four[3]
        mixed += [four[row] ^ every ^ DOUBLED[four[row] ^ four[(row + 1) % 4]] for row in range(4)]
    return mixed


def _hash(subkey: int, data: bytes) -> int:
    """GHASH over whole blocks."""
    total = 0
    for at in range(0, len(data), BLOCK):
        total ^= int.from_bytes(data[at:at + BLOCK], "big")
        product, factor = 0, subkey
        for bit in range(127, -1, -1):
            if total >> bit & 1:
                product ^= factor
            factor = factor >> 1 ^ (REDUCTION if factor & 1 else 0)
        total = product
    return total


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % BLOCK)


def open_gcm(key: bytes, nonce: bytes, closed: bytes, associated: bytes) -> bytes | None:
    """Returns the content of ciphertext and tag; None if the tag does not vouch for them. The nonce has 12 bytes."""
    round_keys = _round_keys(key)
    text, tag = closed[:-TAG], closed[-TAG:]
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(text)).to_bytes(8, "big")
    subkey = int.from_bytes(_encrypt(round_keys, bytes(BLOCK)), "big")
    total = _hash(subkey, _padded(associated) + _padded(text) + lengths).to_bytes(BLOCK, "big")
    mask = _encrypt(round_keys, nonce + (1).to_bytes(4, "big"))
    if bytes(a ^ b for a, b in zip(total, mask)) != tag:
        return None
    stream = b"".join(_encrypt(round_keys, nonce + (2 + at // BLOCK).to_bytes(4, "big")) for at in range(0, len(text), BLOCK))
    return bytes(a ^ b for a, b in zip(text, stream))


def check() -> None:
    """Compares with the published vectors, and sees that a wrong tag is refused. Raises ArithmeticError."""
    for key, nonce, associated, text, tag, content in VECTORS:
        arguments = bytes.fromhex(key), bytes.fromhex(nonce), bytes.fromhex(text + tag), bytes.fromhex(associated)
        wrong = arguments[2][:-1] + bytes([arguments[2][-1] ^ 1])
        if open_gcm(*arguments) != bytes.fromhex(content) or open_gcm(arguments[0], arguments[1], wrong, arguments[3]) is not None:
            raise ArithmeticError("AES-GCM differs from its published vectors")
