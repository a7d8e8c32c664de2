package strongroom.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import strongroom.backup.StoreUnavailable;

/** Transactions one after the other on one connection to a fresh store; what is written later is written at once. */
final class OneConnection implements Transactions, AutoCloseable {

    private final Connection connection;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();

    OneConnection(Connection connection) throws SQLException, IOException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            for (String name : Migrations.SHIPPED) {
                for (String part : SqlScript.statements(script(name))) {
                    statement.execute(part);
                }
            }
        }
        connection.setAutoCommit(false);
    }

    private static String script(String name) throws IOException {
        try (InputStream file = Transactions.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public synchronized <T extends @Nullable Object> T write(Work<T> work) {
        writes.incrementAndGet();
        return run(work);
    }

    @Override
    public synchronized void writeLater(Work<?> work) {
        write(work);
    }

    @Override
    public synchronized <T extends @Nullable Object> T read(Work<T> work) {
        reads.incrementAndGet();
        return run(work);
    }

    int reads() {
        return reads.get();
    }

    int writes() {
        return writes.get();
    }

    private <T extends @Nullable Object> T run(Work<T> work) {
        try {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException failure) {
            rollBack();
            throw new StoreUnavailable("the statement failed", failure);
        } catch (RuntimeException failure) {
            rollBack();
            throw failure;
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new StoreUnavailable("the transaction cannot be rolled back", failure);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
