/**
 * Threema Work subscriptions that tenants are connected to: reads one through the public Work API (mdm-policy 8.4), says how it differs
 * from what it is to be, and which calls make it so.
 *
 * <p>{@link strongroom.work.WorkApi} talks and believes nothing: every answer is a value of {@link strongroom.work.WorkResult}. {@link
 * strongroom.work.Drift} and {@link strongroom.work.Push} are pure. Nobody but the parameters that govern backups is ever written; no
 * call here can create, change or delete a credential, a user or an ID. Start reading at {@link strongroom.work.Subscription}.
 */
@NullMarked
package strongroom.work;

import org.jspecify.annotations.NullMarked;
