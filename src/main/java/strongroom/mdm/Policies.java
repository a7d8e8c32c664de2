package strongroom.mdm;

import strongroom.account.TenantId;

/** The policies as they are now, for reading. Thread-safe; every call reads the store. */
public interface Policies {

    /** Returns what a tenant has set; nothing if it has set nothing or there is no such tenant. */
    TenantPolicy of(TenantId tenant);
}
