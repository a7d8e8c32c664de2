package strongroom.database;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same contracts on PostgreSQL, so that the SQL stays common to both. */
@Tag("postgres")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresStoreTest {

    @RegisterExtension
    static final FreshPostgres POSTGRES = new FreshPostgres();

    @Nested
    class TenantChangesOnPostgres extends TenantChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class AccountChangesOnPostgres extends AccountChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class CredentialsOnPostgres extends CredentialsContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class BackupChangesOnPostgres extends BackupChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class RetentionStoreOnPostgres extends RetentionStoreContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class KeyChangesOnPostgres extends KeyChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class PolicyChangesOnPostgres extends PolicyChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class EnforcementOnPostgres extends EnforcementContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class RestoreChangesOnPostgres extends RestoreChangesContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class WorkConnectionsOnPostgres extends WorkConnectionsContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class ProvisioningOnPostgres extends ProvisioningContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class InventoryOnPostgres extends InventoryContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class OffboardingOnPostgres extends OffboardingContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }

    @Nested
    class AuditLogOnPostgres extends AuditLogContract {
        @Override
        OneConnection open() throws Exception {
            return POSTGRES.empty();
        }
    }
}
