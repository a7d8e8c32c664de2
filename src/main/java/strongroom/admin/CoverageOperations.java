package strongroom.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.coverage.Coverage;
import strongroom.coverage.Duty;
import strongroom.coverage.Live;
import strongroom.coverage.Verdict;
import strongroom.enforcement.Decisions;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Switches;
import strongroom.mdm.BackupMode;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.Refusal;
import strongroom.retention.RetentionClock;
import strongroom.retention.RetentionPolicy;
import strongroom.retention.RetentionStore;

/** Tells who is protected. Thread-safe. It reads whole tables of a tenant and no blob, however many accounts there are. */
public final class CoverageOperations {

    private final TypedNames names;
    private final Sources sources;
    private final Author author;

    public CoverageOperations(TypedNames names, Sources sources, Author author) {
        this.names = names;
        this.sources = sources;
        this.author = author;
    }

    /** What it looks at. */
    public record Sources(
            Inventory inventory,
            Policies policies,
            EnforcementChanges enforcement,
            RetentionStore retention,
            RetentionClock clock) {}

    /**
     * Who is protected.
     *
     * @param at when it was looked at, on the wall clock
     * @param isOpen whether the tenant's login is open: then nothing is learnt of phones, and uploads are nobody's
     * @param unowned live backups that belong to no account that is left
     */
    public record Report(Tenant tenant, Instant at, boolean isOpen, long unowned, Coverage coverage) {}

    /**
     * Looks at a tenant.
     *
     * @throws Refusal if there is none
     */
    public Report report(String slug) {
        Tenant tenant = names.tenant(slug);
        Instant now = author.wall().instant();
        List<Accounts.Entry> entries = names.accounts().of(tenant.id());
        List<Inventory.Live> backups = sources.inventory().live(tenant.id());
        Map<AccountId, List<Live>> live = byAccount(tenant, backups);
        Duties duties = new Duties(
                sources.policies().of(tenant.id()), sources.enforcement().decisions(tenant.id()));
        List<Coverage.Subject> subjects = entries.stream()
                .map(entry -> new Coverage.Subject(
                        entry,
                        duties.of(entry, now),
                        live.getOrDefault(entry.account().id(), List.of())))
                .toList();
        return new Report(
                tenant,
                now,
                tenant.settings().access().login() == Access.Login.OPEN,
                backups.stream().filter(backup -> backup.account() == null).count(),
                Coverage.of(subjects, tenant.settings().announcement().retentionDays(), now));
    }

    private Map<AccountId, List<Live>> byAccount(Tenant tenant, List<Inventory.Live> backups) {
        RetentionPolicy retention = RetentionPolicy.of(
                tenant.settings(),
                sources.retention().promises(tenant.id()),
                sources.clock().seconds());
        Map<AccountId, List<Live>> all = new HashMap<>();
        for (Inventory.Live backup : backups) {
            if (backup.account() != null) {
                all.computeIfAbsent(backup.account(), _ -> new ArrayList<>())
                        .add(new Live(
                                backup.uploadedAt(),
                                Math.toIntExact(retention.longestPromiseSince(backup.uploadedClock())),
                                new Live.Turns(backup.turnedAt(), backup.turnedBeforeAt())));
            }
        }
        return all;
    }

    /** Who has to have a backup. Most accounts have no values of their own, so what counts for them is worked out once. */
    private static final class Duties {

        private final TenantPolicy policy;
        private final Decisions decisions;
        private final Switches everybody;
        private final Map<Platform, BackupMode> modes;

        Duties(TenantPolicy policy, Decisions decisions) {
            this.policy = policy;
            this.decisions = decisions;
            this.everybody = Switches.of(policy.layers(null));
            this.modes = Platform.both().stream()
                    .collect(Collectors.toUnmodifiableMap(platform -> platform, platform -> mode(null, platform)));
        }

        Duty of(Accounts.Entry entry, Instant now) {
            if (!entry.account().standing().mayLogIn(now)) {
                return Duty.CLOSED;
            }
            AccountId id = entry.account().id();
            Platform platform = Verdict.platform(entry.activity());
            boolean hasOwn = policy.individual().containsKey(id);
            Enforcement enforcement = hasOwn
                    ? decisions.under(policy, id)
                    : new Enforcement(everybody, decisions.tenant(), decisions.of(id));
            return Duty.of(enforcement, platform == null ? null : hasOwn ? mode(id, platform) : modes.get(platform));
        }

        private BackupMode mode(@Nullable AccountId account, Platform platform) {
            return Evaluation.of(policy.layers(account).policy(platform, Phase.AFTERWARDS), platform)
                    .backup()
                    .mode();
        }
    }
}
