package strongroom.sealing;

import strongroom.backup.Ciphertext;

/** What came of opening a sealed blob. */
sealed interface Unsealed {
    record Opened(Ciphertext text) implements Unsealed {}

    /** These are not the bytes that were sealed for this place under this ID. */
    record Damaged() implements Unsealed {}
}
