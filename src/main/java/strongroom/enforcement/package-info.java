/**
 * What the server lets phones do: the switches that follow from a policy, and what an administrator decided beside it. Pure, but for
 * the port {@link strongroom.enforcement.Enforcements}.
 */
@NullMarked
package strongroom.enforcement;

import org.jspecify.annotations.NullMarked;
