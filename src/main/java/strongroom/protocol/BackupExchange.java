package strongroom.protocol;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.backup.BackupStore;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.protocol.Gate.Passage;

/** {@code GET}, {@code HEAD}, {@code PUT} and {@code DELETE} of {@code backups/{id}}: the table from outcome to status. */
public final class BackupExchange {

    private final Gate gate;
    private final BackupStore backups;
    private final Download download;
    private final UploadExchange upload;
    private final Refusals refusals;

    public BackupExchange(Gate gate, BackupStore backups, Download download, UploadExchange upload, Refusals refusals) {
        this.gate = gate;
        this.backups = backups;
        this.download = download;
        this.upload = upload;
        this.refusals = refusals;
    }

    void answer(Context ctx, Target.Backup target) {
        String method = ctx.req().getMethod();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Tenant tenant = target.tenant();
        if (reads && !download.mayGuess(ctx, tenant)) {
            return;
        }
        switch (reads ? gate.toRead(ctx, tenant) : gate.toWrite(ctx, tenant)) {
            case Passage.Refused() -> {}
            case Passage.Open open -> {
                switch (method) {
                    case "GET" -> download.whole(ctx, target, open.account());
                    case "HEAD" -> download.head(ctx, target, open.account());
                    case "PUT" -> upload.store(ctx, target, open);
                    default -> delete(ctx, target, open.account());
                }
            }
        }
    }

    private void delete(Context ctx, Target.Backup target, @Nullable Account account) {
        DeleteOutcome outcome =
                backups.delete(target.tenant().id(), account == null ? null : account.id(), target.id());
        int status = switch (outcome) {
            case DeleteOutcome.Deleted() -> 204;
            // OkHttp sends a DELETE again when the answer was lost: the second must not read as a failure
            // (safe-protocol 6).
            case DeleteOutcome.AlreadyDeleted() -> 204;
            case DeleteOutcome.Absent() -> 404;
            case DeleteOutcome.NotOwner() -> 403;
        };
        refusals.refuseAllowed(ctx, target.tenant(), status);
    }
}
