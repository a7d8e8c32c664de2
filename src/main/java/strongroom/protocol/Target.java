package strongroom.protocol;

import strongroom.account.Tenant;
import strongroom.backup.BackupId;

/** What a URL means. */
sealed interface Target {

    record Config(Tenant tenant) implements Target {}

    record Backup(Tenant tenant, BackupId id) implements Target {}

    /** No such tenant, no such resource, or an ID that no phone can have made. */
    record Nothing() implements Target {}
}
