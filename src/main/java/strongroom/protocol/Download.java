package strongroom.protocol;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.backup.BackupStore;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.BackupStore.SizeOutcome;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.credential.Allowance;
import strongroom.credential.RateLimit;
import strongroom.credential.Source;
import strongroom.web.Bodies;
import strongroom.web.BudgetClaim;
import strongroom.web.ClientAddresses;

/** Reading a backup, and the brake on those who guess at IDs. */
public final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private final BackupStore backups;
    private final Bodies bodies;
    private final ClientAddresses addresses;
    private final RateLimit misses;
    private final Switchboard switchboard;
    private final Refusals refusals;

    /** @param misses how many absent IDs a source may ask for */
    public Download(
            BackupStore backups,
            Bodies bodies,
            ClientAddresses addresses,
            RateLimit misses,
            Switchboard switchboard,
            Refusals refusals) {
        this.backups = backups;
        this.bodies = bodies;
        this.addresses = addresses;
        this.misses = misses;
        this.switchboard = switchboard;
        this.refusals = refusals;
    }

    /** Refuses, before anything is looked up, a source that has asked for too many absent IDs; false if it was refused. */
    boolean mayGuess(Context ctx, Tenant tenant) {
        return switch (misses.peek(source(ctx))) {
            case Allowance.Granted() -> true;
            case Allowance.Wait(var retryAfter) -> {
                refusals.tooMany(ctx, tenant, retryAfter);
                yield false;
            }
        };
    }

    void head(Context ctx, Target.Backup target, @Nullable Account account) {
        switch (backups.size(target.tenant().id(), target.id())) {
            case SizeOutcome.Present(long bytes, AccountId owner) -> {
                if (!switchboard.mayRead(target.tenant(), account, owner)) {
                    miss(ctx, target.tenant());
                    return;
                }
                ctx.status(200).contentType("application/octet-stream");
                ctx.res().setContentLengthLong(bytes);
            }
            case SizeOutcome.Absent() -> miss(ctx, target.tenant());
            case SizeOutcome.Damaged(Handle handle) -> damaged(ctx, handle);
        }
    }

    void whole(Context ctx, Target.Backup target, @Nullable Account account) {
        try (Room room = new Room(target.tenant(), account)) {
            switch (backups.find(target.tenant().id(), target.id(), room)) {
                case FindOutcome.Found(Ciphertext text) -> {
                    ctx.status(200).contentType("application/octet-stream");
                    bodies.send(ctx, text.bytesForReading());
                }
                case FindOutcome.Absent() -> miss(ctx, target.tenant());
                case FindOutcome.Damaged(Handle handle) -> damaged(ctx, handle);
                case FindOutcome.NoRoom() -> refusals.unavailable(ctx);
            }
        }
    }

    /** What one answer holds of the budget. Readers share one owner, so that many restores at once leave three quarters to uploads. */
    private final class Room implements BackupStore.Reader, AutoCloseable {

        private final Tenant tenant;
        private final @Nullable Account account;
        private @Nullable BudgetClaim claim;

        Room(Tenant tenant, @Nullable Account account) {
            this.tenant = tenant;
            this.account = account;
        }

        @Override
        public boolean mayHave(@Nullable AccountId owner) {
            return switchboard.mayRead(tenant, account, owner);
        }

        @Override
        public boolean hasRoom(long bytes) {
            close();
            BudgetClaim taken = bodies.claim(Download.class, bytes);
            claim = taken;
            return taken.take(bytes);
        }

        @Override
        public void close() {
            if (claim != null) {
                claim.close();
            }
        }
    }

    /** Counts a miss; of many at the same moment, those beyond the limit learn nothing either. */
    private void miss(Context ctx, Tenant tenant) {
        switch (misses.take(source(ctx))) {
            case Allowance.Granted() -> ctx.status(404).result("");
            case Allowance.Wait(var retryAfter) -> refusals.tooMany(ctx, tenant, retryAfter);
        }
    }

    private static void damaged(Context ctx, Handle handle) {
        LOG.error("backup {} is damaged and was not served; `backup show {}` tells more", handle, handle);
        ctx.status(500).result("");
    }

    private Source source(Context ctx) {
        return Source.ofNetwork(addresses.of(ctx).host().bytes());
    }
}
