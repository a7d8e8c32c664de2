package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.EnforcementChanges;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decisions;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Enforcements;
import strongroom.enforcement.Switches;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;

/**
 * What counts for uploads and reads. An answer is remembered until the settings revision moves, for an iPhone repeats a refused upload at
 * every occasion (mdm-policy 6.2).
 */
final class JdbcEnforcements implements Enforcements, EnforcementChanges {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcEnforcements.class);

    private static final Duration DAY = Duration.ofDays(1);

    /** Beyond that the memory begins anew: more accounts than one server has phones. */
    private static final int MOST = 50_000;

    private final Transactions transactions;
    private final SettingsChanges settings;
    private final SettingsRevision revision;
    private final InstantSource wall;
    private final Recently noted;
    private final Map<TenantId, Instant> logged = new ConcurrentHashMap<>();
    private volatile Known known = new Known(-1, Map.of());

    JdbcEnforcements(
            Transactions transactions,
            AuditAppender audit,
            SettingsRevision revision,
            InstantSource wall,
            LongSupplier nanos) {
        this.transactions = transactions;
        this.settings = new SettingsChanges(transactions, audit, revision);
        this.revision = revision;
        this.wall = wall;
        this.noted = new Recently(nanos);
    }

    private record Known(long revision, Map<Key, Enforcement> answers) {}

    private record Key(TenantId tenant, @Nullable AccountId account) {}

    @Override
    public Enforcement of(TenantId tenant, @Nullable AccountId account) {
        long now = revision.now();
        Known current = known;
        if (current.revision() != now || current.answers().size() >= MOST) {
            current = new Known(now, new ConcurrentHashMap<>());
            known = current;
        }
        Key key = new Key(tenant, account);
        Enforcement answer = current.answers().get(key);
        if (answer == null) {
            // Asked after the revision: what is read is that old at most, and goes with it.
            answer = transactions.read(connection -> read(connection, tenant, account));
            current.answers().put(key, answer);
        }
        return answer;
    }

    private static Enforcement read(Connection connection, TenantId tenant, @Nullable AccountId account)
            throws SQLException {
        AccountId person = account == null ? null : successor(connection, account);
        Layer global = PolicyRows.truths(connection, tenant, null);
        Layer individual = person == null ? Layer.EMPTY : PolicyRows.truths(connection, tenant, person);
        return new Enforcement(
                Switches.of(new Layers(global, individual, PolicyRows.cockpitOverrides(connection, tenant))),
                EnforcementRows.of(connection, tenant, null),
                person == null ? Decision.NONE : EnforcementRows.of(connection, tenant, person));
    }

    /** A removed account's backups are whose who took them over, and so is what counts for them. */
    private static AccountId successor(Connection connection, AccountId account) throws SQLException {
        AccountId found = Sql.first(
                connection,
                "select coalesce(successor, id) as person from account where id = ?",
                row -> AccountId.of(row.getBytes("person")),
                (Object) account.bytes());
        return found == null ? account : found;
    }

    @Override
    public void noteRefused(TenantId tenant, @Nullable AccountId account) {
        if (account == null) {
            noteRefused(tenant);
        } else if (noted.isNew(account)) {
            Instant now = wall.instant();
            transactions.writeLater(connection -> {
                int changed = Sql.update(connection, """
                        update account set last_refused_at = ?
                        where id = ? and removed_at is null and (last_refused_at is null or last_refused_at <= ?)
                        """, now, account.bytes(), now.minus(DAY));
                if (changed == 1) {
                    LOG.info(
                            "account {} uploads although its uploads are refused; `enforcement show` tells why",
                            account);
                }
                return changed;
            });
        }
    }

    private void noteRefused(TenantId tenant) {
        Instant now = wall.instant();
        boolean isNew = now.equals(
                logged.merge(tenant, now, (last, current) -> current.isBefore(last.plus(DAY)) ? last : current));
        if (isNew) {
            LOG.info("tenant {} gets uploads although its uploads are refused; `enforcement show` tells why", tenant);
        }
    }

    @Override
    public Decisions decisions(TenantId tenant) {
        return transactions.read(connection -> EnforcementRows.of(connection, tenant));
    }

    @Override
    public ChangeOutcome decide(
            TenantId tenant, @Nullable AccountId account, Decision before, Decision after, List<AuditRecord> records) {
        return settings.change(records, connection -> {
            boolean isThere = account == null
                    ? TenantRows.isThere(connection, tenant)
                    : AccountRows.isThere(connection, tenant, account);
            if (!isThere || !EnforcementRows.of(connection, tenant, account).equals(before)) {
                return ChangeOutcome.OUTDATED;
            }
            EnforcementRows.write(connection, tenant, account, after);
            return ChangeOutcome.DONE;
        });
    }
}
