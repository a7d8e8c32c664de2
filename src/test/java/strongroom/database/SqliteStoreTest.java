package strongroom.database;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of the ports on SQLite. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SqliteStoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @Nested
    class TenantChangesOnSqlite extends TenantChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class AccountChangesOnSqlite extends AccountChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class CredentialsOnSqlite extends CredentialsContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class BackupChangesOnSqlite extends BackupChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class RetentionStoreOnSqlite extends RetentionStoreContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class KeyChangesOnSqlite extends KeyChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class PolicyChangesOnSqlite extends PolicyChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class EnforcementOnSqlite extends EnforcementContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class RestoreChangesOnSqlite extends RestoreChangesContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class WorkConnectionsOnSqlite extends WorkConnectionsContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class ProvisioningOnSqlite extends ProvisioningContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class InventoryOnSqlite extends InventoryContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class OffboardingOnSqlite extends OffboardingContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }

    @Nested
    class AuditLogOnSqlite extends AuditLogContract {
        @Override
        OneConnection open() throws Exception {
            return FreshSqlite.in(directory);
        }
    }
}
