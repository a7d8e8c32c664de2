/**
 * The composition root: chooses every implementation and joins them, and starts and stops them in order.
 *
 * <p>Plain {@code new}, no framework. It is also where the process meets its machine: the data directory and its lock, the clocks, the
 * end of the process. Nothing but {@code cli} uses it.
 */
@NullMarked
package strongroom.assembly;

import org.jspecify.annotations.NullMarked;
