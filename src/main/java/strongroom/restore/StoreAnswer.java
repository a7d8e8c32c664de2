package strongroom.restore;

import org.jspecify.annotations.Nullable;

/** What the store says of the backup that is to be restored. */
public sealed interface StoreAnswer {

    /** There is no store here to be asked. */
    record Unasked() implements StoreAnswer {}

    /** The tenant has nothing under this ID, in no state. */
    record Absent(String tenant) implements StoreAnswer {}

    record Found(Kept kept) implements StoreAnswer {}

    /**
     * The password is the user's own, so no ID can be computed: what the account has.
     *
     * @param newest the live one that was uploaded last, null if there is none
     */
    record OfAccount(
            String account, int live, int trashed, @Nullable Kept newest) implements StoreAnswer {}
}
