package strongroom.assembly;

import java.nio.file.Path;
import strongroom.admin.AccountOperations;
import strongroom.admin.AuditOperations;
import strongroom.admin.Author;
import strongroom.admin.BackupOperations;
import strongroom.admin.CoverageOperations;
import strongroom.admin.DisclosureOperations;
import strongroom.admin.EnforcementOperations;
import strongroom.admin.ErasureOperations;
import strongroom.admin.GenerationOperations;
import strongroom.admin.GroupRotation;
import strongroom.admin.HandOutNotes;
import strongroom.admin.Hashing;
import strongroom.admin.ImportOperations;
import strongroom.admin.KeyPlace;
import strongroom.admin.KeyReport;
import strongroom.admin.KeyringOperations;
import strongroom.admin.LoginOperations;
import strongroom.admin.OffboardingOperations;
import strongroom.admin.PolicyExports;
import strongroom.admin.PolicyImports;
import strongroom.admin.PolicyOperations;
import strongroom.admin.RestoreOperations;
import strongroom.admin.StatusOperation;
import strongroom.admin.StatusReport.StoreHealth;
import strongroom.admin.SweepOperation;
import strongroom.admin.TenantOperations;
import strongroom.admin.TrashOperations;
import strongroom.admin.TypedNames;
import strongroom.admin.WorkLogins;
import strongroom.admin.WorkOperations;
import strongroom.admin.WorkPull;
import strongroom.admin.WorkPush;
import strongroom.admin.WorkReading;
import strongroom.admin.WorkTurn;
import strongroom.audit.Actor;
import strongroom.audit.AuditChain;
import strongroom.database.Database;
import strongroom.sealing.Scrub;

/** What an administrator can do with what is kept, joined to an open store. Thread-safe; it lives as long as the store is open. */
public final class Operations {

    /** Each takes a core and 19 MiB, and a server on the same machine needs both, too. */
    private static final int MOST_HASHED_AT_ONCE = 4;

    private final Components store;
    private final Author author;
    private final TypedNames names;
    private final KeyPlace place;

    public Operations(Components store, Actor actor) {
        this.store = store;
        this.author = new Author(actor, store.clocks().wall());
        this.names = new TypedNames(store.ports().tenants(), store.ports().accounts());
        this.place = new KeyPlace(
                store.keyringFile(),
                () -> Obstacles.keyring(store.keyringFile().read(), store.keyringFile()),
                store.database().wrappedKeys());
    }

    /** The operations on tenants. */
    public TenantOperations tenants() {
        return new TenantOperations(
                names,
                store.ports().tenantChanges(),
                store.ports().inventory(),
                author,
                new TenantOperations.Keys(store.random(), store.keys().keyring()));
    }

    /** The operations on accounts. */
    public AccountOperations accounts() {
        return new AccountOperations(
                names,
                store.ports().accountChanges(),
                store.ports().provisioningChanges(),
                store.ports().inventory(),
                author);
    }

    /** The operations on accounts that set passwords. */
    public LoginOperations logins() {
        LoginOperations.Stores stores = new LoginOperations.Stores(
                store.ports().accountChanges(),
                store.ports().provisioningChanges(),
                store.ports().policies());
        return new LoginOperations(names, stores, store::hasher, store.random(), author);
    }

    /** What adds many accounts at once. */
    public ImportOperations imports() {
        return new ImportOperations(names, policyStores(), store.ports().provisioningChanges(), hashing(), author);
    }

    /** What gives new passwords to many accounts at once. */
    public GroupRotation groupRotation() {
        return new GroupRotation(names, policyStores(), store.ports().provisioningChanges(), hashing(), author);
    }

    /** What remembers that their passwords were handed out. */
    public HandOutNotes handOutNotes() {
        return new HandOutNotes(store.ports().provisioningChanges(), author);
    }

    private Hashing hashing() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Hashing(store::hasher, store.random(), Math.clamp(cores, 1, MOST_HASHED_AT_ONCE));
    }

    /** What is done when people leave. */
    public OffboardingOperations offboarding() {
        OffboardingOperations.Stores stores = new OffboardingOperations.Stores(
                store.ports().offboardings(),
                store.ports().personalBackups(),
                store.ports().auditLog());
        return new OffboardingOperations(names, stores, author);
    }

    /** What erases a person. */
    public ErasureOperations erasure() {
        ErasureOperations.Stores stores = new ErasureOperations.Stores(
                store.ports().erasure(),
                store.ports().personalBackups(),
                store.ports().auditLog(),
                new AuditChain(store.keys().auditKey()));
        return new ErasureOperations(names, accounts(), stores, author);
    }

    /** What tells a person everything. */
    public DisclosureOperations disclosure() {
        DisclosureOperations.Stores stores = new DisclosureOperations.Stores(
                store.ports().personalTraces(),
                store.ports().personalBackups(),
                store.ports().erasure(),
                store.ports().offboardings(),
                store.ports().policies(),
                store.ports().auditLog());
        return new DisclosureOperations(accounts(), backups(), names, stores, author);
    }

    /** The operations on policies. */
    public PolicyOperations policies() {
        return new PolicyOperations(names, policyStores(), author);
    }

    private PolicyOperations.Stores policyStores() {
        return new PolicyOperations.Stores(
                store.ports().policies(),
                store.ports().policyChanges(),
                store.ports().inventory());
    }

    /** What hands policies to device managers. */
    public PolicyExports policyExports() {
        return new PolicyExports(names, policies());
    }

    /** What takes policies over from them. */
    public PolicyImports policyImports() {
        return new PolicyImports(names, policies());
    }

    /** The operations on what is refused. */
    public EnforcementOperations enforcement() {
        return new EnforcementOperations(
                names,
                store.ports().enforcements(),
                store.ports().policies(),
                store.ports().enforcementChanges(),
                author);
    }

    /** The operations on connections to Threema Work. */
    public WorkOperations work() {
        return new WorkOperations(names, store.ports().workConnections(), workReading(), door(), author);
    }

    /** What takes subscriptions over. */
    public WorkPull workPull() {
        return new WorkPull(names, policies(), store.ports().workConnections(), workReading(), turn(), author);
    }

    /** What writes subscriptions. */
    public WorkPush workPush() {
        WorkLogins logins = new WorkLogins(
                store.ports().workConnections(), store.ports().credentials(), store::hasher, store.random());
        return new WorkPush(policies(), workReading(), logins, turn(), author);
    }

    private WorkReading workReading() {
        return new WorkReading(names, policies(), store.ports().workConnections(), door(), author);
    }

    private WorkOperations.Door door() {
        return new WorkDoor(store.clocks().wall());
    }

    private WorkTurn turn() {
        return () -> WorkLock.take(directory());
    }

    /** What tells who is protected. */
    public CoverageOperations coverage() {
        CoverageOperations.Sources sources = new CoverageOperations.Sources(
                store.ports().inventory(),
                store.ports().policies(),
                store.ports().enforcementChanges(),
                store.ports().retentionStore(),
                store.ports().retentionClock());
        return new CoverageOperations(names, sources, author);
    }

    public TypedNames names() {
        return names;
    }

    public BackupOperations backups() {
        BackupOperations.Ages ages = new BackupOperations.Ages(
                store.ports().retentionStore(),
                store.ports().retentionClock(),
                store.clocks().wall());
        return new BackupOperations(store.ports().backupChanges(), names, ages, author);
    }

    /** What is asked before a new phone is given an ID, and after. */
    public RestoreOperations restores() {
        return new RestoreOperations(
                names,
                new RestoreOperations.Stores(
                        store.backups(Runnable::run),
                        store.ports().restoreChanges(),
                        store.ports().policies(),
                        store.ports().inventory()),
                backups(),
                author);
    }

    public TrashOperations trash() {
        return new TrashOperations(store.ports().backupChanges(), names, author);
    }

    public SweepOperation sweep() {
        return new SweepOperation(store.sweeper(), author.actor());
    }

    public Scrub scrub() {
        return store.scrub();
    }

    public KeyringOperations keyring() {
        return new KeyringOperations(store.ports().keyChanges(), place, store.random(), author);
    }

    public GenerationOperations generations() {
        return new GenerationOperations(store.ports().keyChanges(), names, place, store.random(), author);
    }

    public KeyReport keyReport() {
        return KeyReport.read(store.ports().keyChanges(), names, place, directory());
    }

    public AuditOperations audit() {
        return new AuditOperations(
                store.ports().auditLog(), new AuditChain(store.keys().auditKey()), names);
    }

    public StatusOperation status() {
        StatusOperation.Sources sources = new StatusOperation.Sources(
                this::health,
                this::keyReport,
                store.ports().backupChanges(),
                store.sweeper(),
                store.ports().retentionClock(),
                store.ports().auditLog());
        return new StatusOperation(sources, names);
    }

    /** The data directory. */
    public Path directory() {
        return store.directory().path();
    }

    private StoreHealth health() {
        Database.Health health = store.database().health();
        return new StoreHealth(
                directory(),
                health.trouble(),
                health.logBytes(),
                health.usableBytes(),
                health.isShortOfRoom(),
                store.directory().keepsWhatIsSynced());
    }
}
