package strongroom.protocol;

import java.util.List;
import strongroom.account.Slug;
import strongroom.account.TenantId;
import strongroom.assembly.RunningServer;

/**
 * All that a tenant has in the store, row by row, but for what a request may note in passing: when somebody was last seen, when a backup
 * was last read.
 */
record StoredRows(List<String> lines) {

    private static final List<String> QUERIES = List.of(
            "select * from tenant where id = ?",
            """
            select handle, tenant, lookup, revision, newest, owner, state, held, uploaded_clock, undone_clock, trashed_clock, trashed_at,
                   trashed_by, swept
            from backup where tenant = ? order by handle""",
            "select * from revision where tenant = ? order by handle, revision",
            """
            select s.* from sealed s join backup b on b.handle = s.handle where b.tenant = ? order by s.handle, s.revision""",
            """
            select id, tenant, name, folded, former, former_folded, former_until_at, kind, enabled, expires_at, held, tags, csi, revision,
                   password, previous_password, previous_until_at, removed_at, successor
            from account where tenant = ? order by id""");

    static StoredRows of(RunningServer server, TenantId tenant) {
        return new StoredRows(server.rows(QUERIES, (Object) tenant.bytes()));
    }

    /** Those of the default tenant. */
    static StoredRows of(RunningServer server) {
        return of(server, server.tenant(Slug.DEFAULT).id());
    }
}
