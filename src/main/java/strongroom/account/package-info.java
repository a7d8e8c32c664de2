/**
 * Who may keep backups here: tenants, their accounts, and how much each may keep.
 *
 * <p>Nothing in this package knows how a login is checked (that is {@code credential}) or where anything is stored (that is
 * {@code database}). Start reading at {@link strongroom.account.Tenant} and {@link strongroom.account.Account}.
 */
@NullMarked
package strongroom.account;

import org.jspecify.annotations.NullMarked;
