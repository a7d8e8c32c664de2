package strongroom.database;

import java.util.List;
import strongroom.sealing.WrappedKey;
import strongroom.sealing.WrappedKeys;

/** Reads the wrapped keys. */
final class JdbcWrappedKeys implements WrappedKeys {

    private final Transactions transactions;
    private final SettingsRevision settings;

    JdbcWrappedKeys(Transactions transactions, SettingsRevision settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public List<WrappedKey> all() {
        return transactions.read(KeyRows::all);
    }

    @Override
    public long revision() {
        return settings.now();
    }
}
