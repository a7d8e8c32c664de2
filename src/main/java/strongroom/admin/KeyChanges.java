package strongroom.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.sealing.WrappedKey;

/** Changes to wrapped keys. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface KeyChanges {

    /** Replaces all wrapped keys by the same keys wrapped anew, if the stored ones still are {@code before}. */
    boolean rewrap(List<WrappedKey> before, List<WrappedKey> after, AuditRecord record);

    /** Adds the next generation of a tenant's key; false if there is that generation already. */
    boolean addGeneration(WrappedKey key, AuditRecord record);

    /** Removes a generation that no row needs; false if rows need it or it is the newest. */
    boolean removeGeneration(TenantId tenant, int generation, AuditRecord record);

    /** Writes an event that changes no wrapped key, such as an export or a confirmation of the keyring. */
    void log(AuditRecord record);

    /** Notes that a copy of a keyring's key was confirmed, with its event. */
    void confirm(String keyringId, AuditRecord record);

    /** Returns the keyring's keys of which a copy has been confirmed. */
    List<String> confirmed();

    /** Returns how many rows (live, versions and trash) lie under each generation of each tenant. */
    List<Usage> usage(@Nullable TenantId tenant);

    /** Rows under one generation. */
    record Usage(TenantId tenant, int generation, long live, long versions, long trashed) {}
}
