package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import strongroom.retention.RetentionClock;

/** The retention clock's row. */
final class JdbcRetentionClock implements RetentionClock {

    private final Transactions transactions;

    JdbcRetentionClock(Transactions transactions) {
        this.transactions = transactions;
    }

    static long seconds(Connection connection) throws SQLException {
        return Sql.number(connection, "select seconds from retention_clock where one = 1");
    }

    @Override
    public long seconds() {
        return transactions.read(JdbcRetentionClock::seconds);
    }

    @Override
    public void takeLease(String holder) {
        transactions.write(
                connection -> Sql.update(connection, "update retention_clock set holder = ? where one = 1", holder));
    }

    @Override
    public boolean advance(String holder, long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("the retention clock cannot go back");
        }
        return transactions.write(connection -> Sql.update(
                        connection,
                        "update retention_clock set seconds = seconds + ? where one = 1 and holder = ?",
                        Math.min(seconds, MOST_SECONDS_PER_TICK),
                        holder)
                == 1);
    }
}
