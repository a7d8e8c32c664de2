package strongroom.credential;

import strongroom.account.TenantId;

/**
 * A sign that somebody tries passwords at many accounts of a tenant.
 *
 * @param accounts how many accounts, or made-up names, had been tried when it was noticed
 */
public record Spray(TenantId tenant, Sign sign, int accounts) {

    /** What was noticed. */
    public enum Sign {
        /** One wrong password at several accounts within an hour. */
        ONE_PASSWORD,
        /** New wrong passwords at very many accounts within two minutes. */
        MANY_ACCOUNTS
    }
}
