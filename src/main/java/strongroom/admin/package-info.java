/**
 * What an administrator can do, in one place: each operation once, so that every front door has the same rules.
 *
 * <p>The ports here change tenants, accounts, backups and keys; every method takes the event it is logged with, and the store writes
 * both or neither. (Reading is the business of the ports beside the domain types.) The operations on top of them are the classes named
 * Operation or Operations; they refuse with a {@link strongroom.message.Refusal} before anything is changed.
 */
@NullMarked
package strongroom.admin;

import org.jspecify.annotations.NullMarked;
