package strongroom.protocol;

import io.javalin.http.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.backup.BackupStore;
import strongroom.backup.BackupStore.PutOutcome;
import strongroom.backup.BackupStore.SizeOutcome;
import strongroom.backup.BackupStore.Upload;
import strongroom.backup.Ciphertext;
import strongroom.credential.Allowance;
import strongroom.credential.RateLimit;
import strongroom.credential.Source;
import strongroom.protocol.Gate.Passage;
import strongroom.web.Bodies;
import strongroom.web.ClientAddresses;
import strongroom.web.ReceivedBody;

/** Storing a backup. Success is 201 or 204 and nothing else: old Android apps take any other 2xx for a failure (P-03). */
public final class UploadExchange {

    private final BackupStore backups;
    private final Bodies bodies;
    private final ClientAddresses addresses;
    private final RateLimit newIds;
    private final Switchboard switchboard;
    private final Refusals refusals;

    /** @param newIds how many new IDs a source may upload to a tenant whose login is open */
    public UploadExchange(
            BackupStore backups,
            Bodies bodies,
            ClientAddresses addresses,
            RateLimit newIds,
            Switchboard switchboard,
            Refusals refusals) {
        this.backups = backups;
        this.bodies = bodies;
        this.addresses = addresses;
        this.newIds = newIds;
        this.switchboard = switchboard;
        this.refusals = refusals;
    }

    /** @param by who may pass */
    void store(Context ctx, Target.Backup target, Passage.Open by) {
        Account account = by.account();
        Tenant tenant = target.tenant();
        if (!switchboard.mayUpload(tenant, account) || isAnothers(target, account)) {
            refusals.refuseAllowed(ctx, tenant, 403);
            return;
        }
        // Not getContentType(): Jetty looks the charset up, and throws for one that it does not know (P-11).
        String type = ctx.header("Content-Type");
        if (!isOctetStream(type)) {
            refusals.refuseAllowed(ctx, tenant, type == null || type.isBlank() ? 400 : 415);
            return;
        }
        int most = Math.toIntExact(tenant.settings().announcement().maxBackupBytes());
        Object payer = account == null ? tenant.id() : account.id();
        switch (bodies.receive(ctx, payer, most)) {
            case ReceivedBody.Complete body -> {
                try (body) {
                    store(ctx, target, by, body.bytes());
                }
            }
            case ReceivedBody.TooLarge() -> refusals.refuseAllowed(ctx, tenant, 413);
            case ReceivedBody.Cut() -> ctx.status(400).result("");
            case ReceivedBody.TooSlow() -> ctx.status(400).result("");
            case ReceivedBody.NoBudget() -> refusals.noMemory(ctx);
        }
    }

    private void store(Context ctx, Target.Backup target, Passage.Open by, byte[] bytes) {
        Account account = by.account();
        if (bytes.length < Ciphertext.MIN_BYTES) {
            ctx.status(400).result("");
            return;
        }
        if (account == null && !mayAddId(ctx, target)) {
            return;
        }
        Upload upload = new Upload(
                target.tenant().id(),
                account == null ? null : account.id(),
                target.id(),
                Ciphertext.owning(bytes),
                ClientApp.word(by.app()));
        int status = switch (backups.put(upload)) {
            case PutOutcome.Created() -> 201;
            case PutOutcome.Replaced() -> 204;
            case PutOutcome.NotOwner() -> 403;
            case PutOutcome.OverQuota ignored -> 507;
            case PutOutcome.NoSpace() -> 507;
        };
        ctx.status(status).result("");
    }

    private boolean isAnothers(Target.Backup target, @Nullable Account account) {
        return account != null
                && target.tenant().settings().access().ownership() == Access.Ownership.STRICT
                && backups.isAnothers(target.tenant().id(), account.id(), target.id());
    }

    /** Without a login anybody can fill a tenant, so each source gets only so many new IDs an hour. */
    private boolean mayAddId(Context ctx, Target.Backup target) {
        if (!(backups.size(target.tenant().id(), target.id()) instanceof SizeOutcome.Absent)) {
            return true;
        }
        return switch (newIds.take(Source.ofNetwork(addresses.of(ctx).host().bytes()))) {
            case Allowance.Granted() -> true;
            case Allowance.Wait(var retryAfter) -> {
                refusals.tooMany(ctx, target.tenant(), retryAfter);
                yield false;
            }
        };
    }

    static boolean isOctetStream(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/octet-stream");
    }
}
