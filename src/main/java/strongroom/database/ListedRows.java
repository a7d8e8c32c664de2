package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges.Filter;
import strongroom.admin.BackupChanges.Listed;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.backup.StoredBackup.Blob;
import strongroom.backup.StoredBackup.State;
import strongroom.retention.RetentionStore.Kept;

/** Backups as administrators see them, from rows. Reads no blob. */
final class ListedRows {

    private final int sealBytes;

    ListedRows(int sealBytes) {
        this.sealBytes = sealBytes;
    }

    private record Found(
            Handle handle,
            TenantId tenant,
            @Nullable AccountId owner,
            State state,
            Blob current,
            boolean held,
            boolean ownHold,
            @Nullable Instant trashedAt) {}

    List<Listed> read(Connection connection, Filter filter, BackupRows.Range range, int most) throws SQLException {
        List<Listed> all = new ArrayList<>();
        for (Found found : find(connection, filter, range, most)) {
            StoredBackup backup = new StoredBackup(
                    found.handle(),
                    found.tenant(),
                    found.owner(),
                    found.state(),
                    found.current(),
                    versions(connection, found.handle()));
            all.add(new Listed(backup, found.held(), found.ownHold(), found.trashedAt(), kept(connection, found)));
        }
        return all;
    }

    private List<Found> find(Connection connection, Filter filter, BackupRows.Range range, int most)
            throws SQLException {
        byte[] tenant = filter.tenant() == null ? null : filter.tenant().bytes();
        byte[] owner = filter.owner() == null ? null : filter.owner().bytes();
        String state = filter.state() == null ? null : Words.of(filter.state());
        return Sql.list(
                connection,
                """
                select b.handle, b.tenant, b.revision, b.state, b.held, b.trashed_at, v.bytes, v.uploaded_at,
                    coalesce(o.successor, o.id) as whose,
                    case when exists (select 1 from held_backup h where h.handle = b.handle) then 1 else 0 end as any_hold
                from backup b
                join tenant t on t.id = b.tenant
                join revision v on v.handle = b.handle and v.revision = b.revision
                left join account o on o.id = b.owner
                where b.handle >= ? and b.handle <= ? and t.removed_at is null
                    and (cast(? as blob) is null or b.tenant = ?)
                    and (cast(? as blob) is null or coalesce(o.successor, o.id) = ?)
                    and (cast(? as text) is null or b.state = ?)
                    and (cast(? as bigint) is null or b.trashed_at >= ?)
                order by b.handle limit ?
                """,
                this::found,
                range.least(),
                range.greatest(),
                tenant,
                tenant,
                owner,
                owner,
                state,
                state,
                filter.trashedSinceMillis(),
                filter.trashedSinceMillis(),
                most);
    }

    private Found found(ResultSet row) throws SQLException {
        byte[] owner = row.getBytes("whose");
        return new Found(
                Handle.of(row.getBytes("handle")),
                TenantId.of(row.getBytes("tenant")),
                owner == null ? null : AccountId.of(owner),
                Words.read(State.class, row.getString("state")),
                blob(row),
                row.getInt("any_hold") == 1,
                row.getInt("held") == 1,
                Sql.instant(row, "trashed_at"));
    }

    private List<Blob> versions(Connection connection, Handle handle) throws SQLException {
        return Sql.list(connection, """
                select revision, bytes, uploaded_at from revision where handle = ? and replaced_clock is not null
                order by revision desc
                """, this::blob, (Object) handle.bytes());
    }

    private Blob blob(ResultSet row) throws SQLException {
        return new Blob(
                row.getLong("revision"),
                row.getLong("bytes") - sealBytes,
                Instant.ofEpochMilli(row.getLong("uploaded_at")));
    }

    private static @Nullable Kept kept(Connection connection, Found found) throws SQLException {
        BackupRows.Range only = BackupRows.Range.of(found.handle());
        List<? extends Kept> kept = switch (found.state()) {
            case LIVE -> KeptRows.live(connection, found.tenant(), only, 1);
            case TRASHED -> KeptRows.trashed(connection, found.tenant(), only, 1);
            case DAMAGED -> List.of();
        };
        return kept.isEmpty() ? null : kept.getFirst();
    }
}
