"""G24: bodies of exactly the limit, one byte less and one more, and more bodies at once than memory could hold.

`sizes` sends them as both apps do, with a length and in chunks. `crowd` sends 200 of 2 MiB at once to a server with a heap of 128 MiB; the last
kilobyte of each comes late, so that all of them would lie in memory together if nothing kept them from it. `largest` sends a body of the
largest limit that can be set.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter

from harness.ledger import Ledger, digest, source
from harness.packaged import Server, strongroom, weakened
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

LIMIT = 2_097_152
MOST = 15_728_640
HEAP = "128m"
AT_ONCE = 200
ACCOUNTS = 3
LATE_BYTES = 1024
LATE_BY = 1.0
PIECE = 65_536


def hold(scene: Scene) -> Outcome:
    with Server(scene.directory / "data", environment={"STRONGROOM_HEAP": HEAP}) as server:
        exact = sizes(scene, server)
        many = crowd(scene, server)
    most = largest(scene)
    return Outcome(exact.held and many.held and most.held, exact.figures | many.figures | most.figures,
        exact.failures + many.failures + most.failures)


def no_limit(scene: Scene) -> Outcome:
    with Server(scene.directory / "data", command=weakened("unlimited-size")) as server:
        return sizes(scene, server)


def no_byte_budget(scene: Scene) -> Outcome:
    server = Server(scene.directory / "data", command=weakened("unlimited-memory", flags=(f"-Xmx{HEAP}",)))
    try:
        return crowd(scene, server)
    finally:
        server.kill()


def sizes(scene: Scene, server: Server) -> Outcome:
    authorization = basic(server.login())
    seen: Counter[str] = Counter()
    failures: list[str] = []
    ledger = Ledger()
    cases = list(itertools.product((LIMIT - 1, LIMIT, LIMIT + 1), (False, True), (False, True)))
    for number in range(scene.rounds):
        choice = scene.random("sizes", number)
        with Phone(server.url, source=source(500)) as phone:
            for size, chunked, challenged in cases:
                body = choice.randbytes(size)
                backup = digest(f"{size} {chunked} {challenged}".encode())
                ledger.begin(backup, digest(body))
                try:
                    if challenged:
                        first = upload(phone, backup, body, chunked, None)
                        seen["challenges"] += first.status == 401 and not first.closes
                    answer = upload(phone, backup, body, chunked, authorization)
                except Broken as broken:
                    failures.append(f"{size} bytes{' in chunks' * chunked}: {broken}")
                    continue
                wanted = (201, 204) if size <= LIMIT else (413,)
                if answer.status in wanted and not answer.closes:
                    seen["stored" if size <= LIMIT else "answered 413"] += 1
                    ledger.acknowledge(backup, digest(body)) if size <= LIMIT else ledger.refuse(backup, digest(body))
                else:
                    failures.append(f"{size} bytes{' in chunks' * chunked}: answered {answer.status}{' and closed' * answer.closes}")
    found = ledger.judge(server.url)
    figures = {
        "bodies around the limit": scene.rounds * len(cases), "stored at the limit or below": seen["stored"], "413 one byte above": seen["answered 413"],
        "challenged first": seen["challenges"], "compared": found.ok + found.broken, "wrong": found.broken,
    }
    complete = seen["stored"] + seen["answered 413"] == scene.rounds * len(cases) and seen["challenges"] == scene.rounds * len(cases) // 2
    return Outcome(complete and not failures and not found.broken, figures, failures)


def largest(scene: Scene) -> Outcome:
    """The largest limit that can be set, at the heap that is shipped."""
    data = scene.directory / "large"
    with Server(data) as server:
        done = strongroom("tenant", "set", "default", f"max-backup-bytes={MOST}", "--data", str(data))
        refused = strongroom("tenant", "set", "default", f"max-backup-bytes={MOST + 1}", "--data", str(data))
        body = scene.random("largest").randbytes(MOST + 1)
        with Phone(server.url, source=source(501)) as phone:
            statuses = [phone.put(digest(b"largest"), body[:MOST], basic(server.login())).status]
            # What is too large by its announcement alone is answered and hung up on: none of it is sent.
            headers = {"Content-Type": "application/octet-stream", "Authorization": basic(server.login())}
            phone.connect().sendall(phone.head("PUT", f"/backups/{digest(b'largest')}", headers, body))
            statuses.append(phone.read_answer("PUT").status)
    held = done.code == 0 and refused.code != 0 and statuses == [201, 413]
    return Outcome(held, {"at and above the largest limit": " ".join(map(str, statuses))},
        [] if held else [f"the largest limit: set {done.code}, one more {refused.code}, uploads {statuses}"])


def upload(phone: Phone, backup: str, body: bytes, chunked: bool, authorization: str | None) -> Answer:
    """One upload with its length announced, or in chunks. Raises Broken."""
    if not chunked:
        return phone.put(backup, body, authorization)
    headers = {"Content-Type": "application/octet-stream", "Transfer-Encoding": "chunked"}
    if authorization:
        headers["Authorization"] = authorization
    try:
        connection = phone.connect()
        connection.sendall(phone.head("PUT", f"/backups/{backup}", headers, None))
        for begin in range(0, len(body), PIECE):
            piece = body[begin:begin + PIECE]
            connection.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        return phone.read_answer("PUT")
    except (OSError, ValueError) as failure:
        phone.close()
        raise Broken(f"{type(failure).__name__}: {failure}") from failure


def crowd(scene: Scene, server: Server) -> Outcome:
    logins = [server.login(), *(server.add_account(f"crowd{number}") for number in range(ACCOUNTS))]
    authorizations = [basic(login) for login in logins]
    for authorization in authorizations:
        with Phone(server.url) as phone:
            phone.config(authorization)
    answers: Counter[int] = Counter()
    broken: Counter[str] = Counter()
    for number in range(scene.rounds):
        body = scene.random("crowd", number).randbytes(LIMIT)
        threads = [
            threading.Thread(target=send_late, args=(server, which, body, authorizations[which % len(logins)], answers, broken), daemon=True)
            for which in range(AT_ONCE)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not server.is_alive():
            break
    alive = server.is_alive()
    other = sum(count for status, count in answers.items() if status not in (201, 204, 503))
    exhausted = "OutOfMemoryError" in server.said()
    figures = {
        "heap": HEAP, "bodies of 2 MiB at once": AT_ONCE, "stored": answers[201] + answers[204], "answered 503": answers[503],
        "other answers": other, "broken connections": broken.total(), "server alive": alive, "out of memory": exhausted,
        "RSS at most, MiB": server.most_resident_bytes() >> 20 if alive else 0,
    }
    held = alive and not other and not broken and not exhausted and answers[201] + answers[204] > 0
    return Outcome(held, figures, [f"{count} x {what}" for what, count in broken.most_common(5)])


def send_late(server: Server, which: int, body: bytes, authorization: str, answers: Counter[int], broken: Counter[str]) -> None:
    """Uploads all but the last kilobyte at once and that a second later."""
    headers = {"Content-Type": "application/octet-stream", "Authorization": authorization}
    with Phone(server.url, source=source(600 + which), timeout=60) as phone:
        try:
            connection = phone.connect()
            connection.sendall(phone.head("PUT", f"/backups/{digest(f'crowd {which}'.encode())}", headers, body))
            connection.sendall(body[:-LATE_BYTES])
            time.sleep(LATE_BY)
            connection.sendall(body[-LATE_BYTES:])
            answers[phone.read_answer("PUT").status] += 1
        except (OSError, ValueError) as failure:
            answered = early_answer(phone)
            if answered:
                answers[answered] += 1
            else:
                broken[f"{type(failure).__name__}: {failure}"] += 1


def early_answer(phone: Phone) -> int:
    """The status of an answer that came before the body was out, as the one that says that there is no memory does; 0 if there is none."""
    try:
        return phone.read_answer("PUT").status
    except (OSError, ValueError):
        return 0


PROOF = Proof(
    name="limits",
    goal="G24",
    promise="Bodies are taken up to the announced limit and not a byte beyond, and however many come at once, memory suffices.",
    round="rounds of 12 bodies around the limit and 200 at once",
    rounds=Rounds(ci=1, release=20),
    hold=hold,
    controls=(Control("the limit", no_limit, Rounds(ci=1, release=1)), Control("the byte budget", no_byte_budget, Rounds(ci=1, release=3))),
)
