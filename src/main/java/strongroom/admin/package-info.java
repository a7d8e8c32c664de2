/**
 * What an administrator can do, in one place: each operation once, so that every front door has the same rules.
 *
 * <p>The ports here change tenants, accounts, backups and keys; every method takes the event it is logged with, and the store writes
 * both or neither. (Reading is the business of the ports beside the domain types.)
 */
@NullMarked
package strongroom.admin;

import org.jspecify.annotations.NullMarked;
