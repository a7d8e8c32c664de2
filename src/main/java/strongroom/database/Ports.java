package strongroom.database;

import java.time.InstantSource;
import strongroom.account.Accounts;
import strongroom.account.Tenants;
import strongroom.admin.AccountChanges;
import strongroom.admin.BackupChanges;
import strongroom.admin.EnforcementChanges;
import strongroom.admin.ErasureChanges;
import strongroom.admin.Inventory;
import strongroom.admin.KeyChanges;
import strongroom.admin.OffboardingChanges;
import strongroom.admin.PersonalBackups;
import strongroom.admin.PersonalTraces;
import strongroom.admin.PolicyChanges;
import strongroom.admin.ProvisioningChanges;
import strongroom.admin.RestoreChanges;
import strongroom.admin.TenantChanges;
import strongroom.admin.WorkConnections;
import strongroom.audit.AuditLog;
import strongroom.credential.Credentials;
import strongroom.enforcement.Enforcements;
import strongroom.mdm.Policies;
import strongroom.retention.RetentionClock;
import strongroom.retention.RetentionStore;
import strongroom.sealing.SealedRows;
import strongroom.sealing.Secrets;

/** What the store does for the other packages: each method hands out the implementation of one of their ports. Thread-safe. */
public final class Ports {

    private final Transactions transactions;
    private final Engine engine;
    private final SettingsRevision revision;
    private final Database.Surroundings surroundings;
    private final Sealing sealing;
    private final JdbcEnforcements enforcements;

    Ports(
            Transactions transactions,
            Engine engine,
            SettingsRevision revision,
            Database.Surroundings surroundings,
            Sealing sealing) {
        this.transactions = transactions;
        this.engine = engine;
        this.revision = revision;
        this.surroundings = surroundings;
        this.sealing = sealing;
        this.enforcements = new JdbcEnforcements(transactions, sealing.audit(), revision, time(), surroundings.nanos());
    }

    /**
     * What the store must be told of sealing.
     *
     * @param secrets seals what has to be shown again
     * @param sealBytes by how much a sealed blob is longer than what a phone sent
     */
    record Sealing(AuditAppender audit, Secrets secrets, int sealBytes) {}

    public Tenants tenants() {
        return new JdbcTenants(transactions, revision);
    }

    public Accounts accounts() {
        return new JdbcAccounts(transactions, time(), surroundings.nanos());
    }

    public Credentials credentials() {
        return new JdbcCredentials(transactions, revision, time(), surroundings.nanos());
    }

    public SealedRows sealedRows() {
        return new JdbcSealedRows(transactions, engine, sealing.audit(), time());
    }

    public AuditLog auditLog() {
        return new JdbcAuditLog(transactions);
    }

    public RetentionClock retentionClock() {
        return new JdbcRetentionClock(transactions);
    }

    public RetentionStore retentionStore() {
        return new JdbcRetentionStore(transactions, sealing.audit());
    }

    public TenantChanges tenantChanges() {
        return new JdbcTenantChanges(transactions, sealing.audit(), revision);
    }

    public AccountChanges accountChanges() {
        return new JdbcAccountChanges(transactions, sealing.audit(), revision);
    }

    public BackupChanges backupChanges() {
        return new JdbcBackupChanges(transactions, sealing.audit(), sealing.sealBytes());
    }

    public Inventory inventory() {
        return new JdbcInventory(transactions);
    }

    public KeyChanges keyChanges() {
        return new JdbcKeyChanges(transactions, sealing.audit(), revision);
    }

    public RestoreChanges restoreChanges() {
        return new JdbcRestoreChanges(transactions, sealing.audit());
    }

    public Policies policies() {
        return jdbcPolicies();
    }

    public PolicyChanges policyChanges() {
        return jdbcPolicies();
    }

    public Enforcements enforcements() {
        return enforcements;
    }

    public EnforcementChanges enforcementChanges() {
        return enforcements;
    }

    public WorkConnections workConnections() {
        return new JdbcWorkConnections(transactions, sealing.audit(), revision, sealing.secrets(), jdbcPolicies());
    }

    public ProvisioningChanges provisioningChanges() {
        return new JdbcProvisioning(transactions, sealing.audit(), revision, jdbcPolicies());
    }

    public OffboardingChanges offboardings() {
        return new JdbcOffboardings(transactions, sealing.audit(), revision);
    }

    public PersonalBackups personalBackups() {
        return new JdbcPersonalBackups(transactions, sealing.audit());
    }

    public PersonalTraces personalTraces() {
        return new JdbcPersonalTraces(transactions, sealing.audit());
    }

    public ErasureChanges erasure() {
        return new JdbcErasure(transactions, sealing.audit(), revision, engine::wipeFreedPages);
    }

    private JdbcPolicies jdbcPolicies() {
        return new JdbcPolicies(transactions, sealing.audit(), revision, sealing.secrets());
    }

    private InstantSource time() {
        return surroundings.time();
    }
}
