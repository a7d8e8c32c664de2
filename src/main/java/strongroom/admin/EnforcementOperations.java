package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.Tenant;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;
import strongroom.enforcement.Decisions;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Enforcements;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.EnforcementCode;
import strongroom.message.Refusal;

/**
 * What an administrator does with enforcement: look at what counts for uploads and reads, and decide beside the policy. Thread-safe; a
 * {@link Refusal} has changed nothing.
 */
public final class EnforcementOperations {

    private static final String UPLOADS = "uploads";
    private static final String READS = "reads";

    private final TypedNames names;
    private final Enforcements enforcements;
    private final Policies policies;
    private final EnforcementChanges changes;
    private final Author author;

    public EnforcementOperations(
            TypedNames names, Enforcements enforcements, Policies policies, EnforcementChanges changes, Author author) {
        this.names = names;
        this.enforcements = enforcements;
        this.policies = policies;
        this.changes = changes;
        this.author = author;
    }

    /**
     * What counts for somebody.
     *
     * @param account null for those of a tenant who have no values and no decision of their own
     */
    public record Row(@Nullable Account account, Enforcement enforcement) {}

    /** What counts in a tenant: for everybody first, then for those for whom something else counts or was decided, by name. */
    public record View(Tenant tenant, List<Row> rows) {
        public View {
            rows = List.copyOf(rows);
        }
    }

    /** What a decision changes. */
    public record Changed(Tenant tenant, Row before, Row after) {

        /** Tells whether it was decided so already. */
        public boolean isNothing() {
            return before.equals(after);
        }
    }

    /** Shows what counts: for one account if the target names one, else for all. */
    public View show(Target target) {
        Tenant tenant = names.tenant(target.tenant());
        if (target.account() != null) {
            Account account = names.account(tenant, target.account());
            return new View(tenant, List.of(new Row(account, enforcements.of(tenant.id(), account.id()))));
        }
        TenantPolicy policy = policies.of(tenant.id());
        Decisions decisions = changes.decisions(tenant.id());
        Row everybody = new Row(null, decisions.under(policy, null));
        List<Row> rows = new ArrayList<>(List.of(everybody));
        for (Accounts.Entry entry : names.accounts().of(tenant.id())) {
            Row row = new Row(
                    entry.account(), decisions.under(policy, entry.account().id()));
            if (!row.enforcement().equals(everybody.enforcement())) {
                rows.add(row);
            }
        }
        return new View(tenant, rows);
    }

    /**
     * Decides about uploads, reads, or both.
     *
     * @param typed {@code uploads=policy|accept|refuse} and {@code reads=policy|serve|refuse}
     * @param dryRun whether only to look
     */
    public Changed set(Target target, List<String> typed, boolean dryRun) {
        Map<String, String> values = values(typed);
        return Attempts.until(() -> {
            Tenant tenant = names.tenant(target.tenant());
            Account account = target.account() == null ? null : names.account(tenant, target.account());
            AccountId id = account == null ? null : account.id();
            Enforcement was = enforcements.of(tenant.id(), id);
            Decision before = id == null ? was.tenant() : was.account();
            Decision after = decided(before, values);
            Enforcement is = id == null
                    ? new Enforcement(was.policy(), after, Decision.NONE)
                    : new Enforcement(was.policy(), was.tenant(), after);
            Changed changed = new Changed(tenant, new Row(account, was), new Row(account, is));
            if (dryRun || before.equals(after)) {
                return changed;
            }
            return changes.decide(tenant.id(), id, before, after, records(tenant, id, before, after))
                            == ChangeOutcome.DONE
                    ? changed
                    : null;
        });
    }

    private List<AuditRecord> records(Tenant tenant, @Nullable AccountId account, Decision before, Decision after) {
        List<AuditRecord> records = new ArrayList<>();
        note(records, tenant, account, UPLOADS, before.uploads(), after.uploads());
        note(records, tenant, account, READS, before.reads(), after.reads());
        return records;
    }

    private void note(
            List<AuditRecord> records,
            Tenant tenant,
            @Nullable AccountId account,
            String of,
            Enum<?> before,
            Enum<?> after) {
        if (before != after) {
            records.add(author.record(new AuditEvent.EnforcementDecided(
                    tenant.id(), account, of, Choices.word(before), Choices.word(after))));
        }
    }

    private static Map<String, String> values(List<String> typed) {
        Map<String, String> values = new TreeMap<>();
        for (Assignment assignment : Assignment.all(typed)) {
            if (values.put(assignment.key(), assignment.value()) != null) {
                throw Refusal.usage(EnforcementCode.ENFORCEMENT_TWICE, assignment.key());
            }
        }
        return values;
    }

    private static Decision decided(Decision before, Map<String, String> values) {
        Decision decision = before;
        for (Map.Entry<String, String> value : values.entrySet()) {
            decision = switch (value.getKey()) {
                case UPLOADS -> new Decision(read(OnUploads.class, value), decision.reads());
                case READS -> new Decision(decision.uploads(), read(OnReads.class, value));
                default -> throw Refusal.usage(EnforcementCode.ENFORCEMENT_SETTING_UNKNOWN, value.getKey());
            };
        }
        return decision;
    }

    private static <E extends Enum<E>> E read(Class<E> choices, Map.Entry<String, String> value) {
        E read = Choices.read(choices, value.getValue());
        if (read == null) {
            throw Refusal.usage(EnforcementCode.ENFORCEMENT_VALUE, value.getKey(), Choices.form(choices));
        }
        return read;
    }
}
