/**
 * The {@code th_*} parameters as a model: what an administrator sets, for everybody or for one account, and what each platform's app
 * makes of it, as pure functions. It does not store, export or enforce anything. Start reading at {@link strongroom.mdm.Parameter}
 * (the catalogue), then {@link strongroom.mdm.Evaluation}.
 *
 * <p>What the apps do was read in their sources and not tried on a device where mdm-policy.md marks it with [N]; each such assumption
 * is in one place here, with a comment that says [N].
 */
@NullMarked
package strongroom.mdm;

import org.jspecify.annotations.NullMarked;
