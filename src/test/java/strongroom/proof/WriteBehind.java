package strongroom.proof;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Commits late, as stores do that answer at once and write behind. */
public final class WriteBehind {

    static final MethodTypeDesc COMMIT = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object,
            Connection.class.describeConstable().orElseThrow());

    private static final Duration BEHIND = Duration.ofMillis(250);
    private static final String WRITER = "store-writer";

    private WriteBehind() {}

    /** Stands in for the commit of the engine. Readers, whose transactions change nothing, are not held up. */
    public static void commit(Object engine, Connection connection) throws SQLException {
        if (Thread.currentThread().getName().equals(WRITER)) {
            pause();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("commit");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BEHIND); // real time: what is answered and not yet written must last to be lost
        } catch (InterruptedException wokenToClose) {
            Thread.currentThread().interrupt();
        }
    }
}
