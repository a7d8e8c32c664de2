package strongroom.database;

import java.sql.SQLException;

/** What became of a batch. */
sealed interface Attempt {
    record Committed() implements Attempt {}

    /** The lock could not be had, so nothing ran. */
    record NotBegun(Throwable cause) implements Attempt {}

    /** Nothing of the batch happened. */
    record TakenBack(Throwable cause) implements Attempt {}

    /** The commit failed, and whether it happened cannot be told. */
    record Unknown(Throwable cause) implements Attempt {}

    record NotSynced(SQLException cause) implements Attempt {}
}
