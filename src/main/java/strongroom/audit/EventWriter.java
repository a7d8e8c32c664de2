package strongroom.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives each event its code and its fields. What {@link EventReader} reads back. */
final class EventWriter {

    private final String code;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private EventWriter(String code) {
        this.code = code;
    }

    /** The code of an event with its fields. */
    record Named(String code, ObjectNode fields) {}

    static Named write(AuditEvent event) {
        EventWriter written = switch (event) {
            case AuditEvent.StoreInitialised e -> as("store-initialised").with("tenant", e.tenant());
            case AuditEvent.TenantAdded e ->
                as("tenant-added").with("tenant", e.tenant()).with("slug", e.slug());
            case AuditEvent.TenantChanged e ->
                as("tenant-changed").with("tenant", e.tenant()).change(e.setting(), e.before(), e.after());
            case AuditEvent.TenantRenamed e ->
                as("tenant-renamed")
                        .with("tenant", e.tenant())
                        .with("before", e.before())
                        .with("after", e.after());
            case AuditEvent.TenantRemoved e ->
                as("tenant-removed").with("tenant", e.tenant()).with("slug", e.slug());
            case AuditEvent.AccountAdded e ->
                as("account-added")
                        .with("tenant", e.tenant())
                        .with("account", e.account())
                        .with("kind", e.kind())
                        .with("successorOf", e.successorOf());
            case AuditEvent.AccountChanged e ->
                as("account-changed").with("account", e.account()).change(e.setting(), e.before(), e.after());
            case AuditEvent.AccountRenamed e ->
                as("account-renamed")
                        .with("account", e.account())
                        .with("before", e.before())
                        .with("after", e.after())
                        .with("formerUntil", e.formerUntil());
            case AuditEvent.PasswordRotated e ->
                as("password-rotated").with("account", e.account()).with("previousUntil", e.previousUntil());
            case AuditEvent.PasswordsHandedOut e ->
                as("passwords-handed-out").with("tenant", e.tenant()).ids("accounts", e.accounts());
            case AuditEvent.AccountRemoved e -> as("account-removed").with("account", e.account());
            case AuditEvent.BackupHeld e ->
                as("backup-held").with("handle", e.handle()).truth("held", e.held());
            case AuditEvent.BackupReverted e ->
                as("backup-reverted")
                        .with("handle", e.handle())
                        .number("fromRevision", e.fromRevision())
                        .number("toRevision", e.toRevision());
            case AuditEvent.BackupOwnerChanged e ->
                as("backup-owner-changed")
                        .with("handle", e.handle())
                        .with("before", e.before())
                        .with("after", e.after());
            case AuditEvent.BackupDeletedByOther e ->
                as("backup-deleted-by-other")
                        .with("handle", e.handle())
                        .with("owner", e.owner())
                        .with("by", e.by());
            case AuditEvent.BackupQuarantined e ->
                as("backup-quarantined").with("handle", e.handle()).number("revision", e.revision());
            case AuditEvent.TrashRestored e ->
                as("trash-restored").with("tenant", e.tenant()).ids("handles", e.handles());
            case AuditEvent.TrashPurged e ->
                as("trash-purged").with("tenant", e.tenant()).ids("handles", e.handles());
            case AuditEvent.Swept e -> as("swept").with("tenant", e.tenant()).ids("handles", e.handles());
            case AuditEvent.SweepHeld e ->
                as("sweep-held")
                        .with("tenant", e.tenant())
                        .number("due", e.due())
                        .number("allowed", e.allowed());
            case AuditEvent.SweepConfirmed e ->
                as("sweep-confirmed").with("tenant", e.tenant()).number("due", e.due());
            case AuditEvent.VersionsPruned e ->
                as("versions-pruned").with("tenant", e.tenant()).number("count", e.count());
            case AuditEvent.KeyRotated e ->
                as("key-rotated").with("before", e.before()).with("after", e.after());
            case AuditEvent.TenantKeyRotated e ->
                as("tenant-key-rotated").with("tenant", e.tenant()).number("generation", e.generation());
            case AuditEvent.TenantKeyRemoved e ->
                as("tenant-key-removed").with("tenant", e.tenant()).number("generation", e.generation());
            case AuditEvent.KeyRemoved e -> as("key-removed").with("key", e.key());
            case AuditEvent.KeyExported e -> as("key-exported").with("key", e.key());
            case AuditEvent.KeyConfirmed e -> as("key-confirmed").with("key", e.key());
            case AuditEvent.PolicyChanged e ->
                as("policy-changed")
                        .with("tenant", e.place().tenant())
                        .with("account", e.place().account())
                        .with("channel", e.place().channel())
                        .with("parameter", e.parameter())
                        .with("before", e.before())
                        .with("after", e.after());
            case AuditEvent.EnforcementDecided e ->
                as("enforcement-decided")
                        .with("tenant", e.tenant())
                        .with("account", e.account())
                        .with("of", e.of())
                        .with("before", e.before())
                        .with("after", e.after());
            case AuditEvent.RestoreChecked e ->
                as("restore-checked").with("tenant", e.tenant()).with("handle", e.handle());
            case AuditEvent.RestoreExpected e ->
                as("restore-expected").with("account", e.account()).with("until", e.until());
            case AuditEvent.RestoreClosed e -> as("restore-closed").with("account", e.account());
            case AuditEvent.WorkConnected e ->
                as("work-connected").with("tenant", e.tenant()).with("url", e.url());
            case AuditEvent.WorkDisconnected e -> as("work-disconnected").with("tenant", e.tenant());
            case AuditEvent.WorkPulled e ->
                as("work-pulled").with("tenant", e.tenant()).number("credentials", e.credentials());
            case AuditEvent.WorkCalled e ->
                as("work-called")
                        .with("tenant", e.tenant())
                        .with("call", e.call())
                        .number("credentials", e.credentials())
                        .number("parameters", e.parameters());
            case AuditEvent.AccountOffboarded e ->
                as("account-offboarded")
                        .with("tenant", e.tenant())
                        .with("account", e.account())
                        .truth("keepId", e.keepId())
                        .truth("keepApp", e.keepApp())
                        .with("backup", e.backup())
                        .with("dueAt", e.dueAt());
            case AuditEvent.OffboardingCancelled e ->
                as("offboarding-cancelled").with("account", e.account());
            case AuditEvent.OffboardingCompleted e ->
                as("offboarding-completed").with("account", e.account());
            case AuditEvent.BackupsTrashed e ->
                as("backups-trashed")
                        .with("tenant", e.tenant())
                        .with("account", e.account())
                        .ids("handles", e.handles());
            case AuditEvent.BackupsDestroyed e ->
                as("backups-destroyed")
                        .with("tenant", e.tenant())
                        .with("account", e.account())
                        .ids("handles", e.handles())
                        .number("versions", e.versions());
            case AuditEvent.AccountDisclosed e -> as("account-disclosed").with("account", e.account());
            case AuditEvent.AccountErased e -> as("account-erased").with("account", e.account());
            case AuditEvent.PayloadsErased e -> as("payloads-erased").numbers("sequences", e.sequences());
        };
        return new Named(written.code, written.fields);
    }

    private static EventWriter as(String code) {
        return new EventWriter(code);
    }

    /** Writes a text, or what shows as one: an identity, a time. */
    private EventWriter with(String name, @Nullable Object value) {
        String text = switch (value) {
            case null -> null;
            case String already -> already;
            case Instant time -> time.toString();
            case AccountId id -> id.toString();
            case Id128 id -> id.toString();
            case strongroom.account.TenantId id -> id.toString();
            default -> throw new IllegalArgumentException("a field cannot be a " + value.getClass());
        };
        fields.put(name, text);
        return this;
    }

    private EventWriter change(String setting, @Nullable String before, @Nullable String after) {
        return with("setting", setting).with("before", before).with("after", after);
    }

    private EventWriter number(String name, long value) {
        fields.put(name, value);
        return this;
    }

    private EventWriter truth(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    private EventWriter ids(String name, List<Id128> values) {
        ArrayNode array = fields.putArray(name);
        values.forEach(id -> array.add(id.toString()));
        return this;
    }

    private EventWriter numbers(String name, List<Long> values) {
        ArrayNode array = fields.putArray(name);
        values.forEach(array::add);
        return this;
    }
}
