package strongroom.sealing;

import strongroom.backup.Ciphertext;
import strongroom.sealing.SealedRows.Head;

/** What came of reading the live blob under a head. */
sealed interface LiveBlob {
    record Intact(Ciphertext text) implements LiveBlob {}

    /** The row or its bytes are not what was stored. */
    record Damaged() implements LiveBlob {}

    /** It was replaced, moved or removed since the head was read: look again. */
    record Changed() implements LiveBlob {}

    static LiveBlob read(SealedRows rows, BackupKeys keys, Head head) {
        SealedRow row = head.row();
        if (!keys.vouchFor(row)) {
            return new Damaged();
        }
        byte[] sealed = rows.bytes(row.place());
        if (sealed == null) {
            return lookAgain(rows, keys, head);
        }
        return switch (keys.open(row, sealed)) {
            case Unsealed.Opened(Ciphertext text) -> new Intact(text);
            case Unsealed.Damaged damaged -> lookAgain(rows, keys, head);
        };
    }

    /** Row and bytes are read one after the other, so a move between them looks like damage until the row is read again. */
    private static LiveBlob lookAgain(SealedRows rows, BackupKeys keys, Head head) {
        Head now = rows.head(head.row().place().tenant(), keys.lookups());
        boolean same = now != null && now.row().equals(head.row()) && now.state() == head.state();
        return same ? new Damaged() : new Changed();
    }
}
