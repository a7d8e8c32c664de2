/**
 * Decides which backups have outlived the announced days and the grace after them, and removes them, on a schedule or by command,
 * dry run first.
 *
 * <p>Nothing here looks at the wall clock: age is counted on the {@link strongroom.retention.RetentionClock}. Start reading at
 * {@code Lifetime}, the formula, and {@code Sweeper}, the work.
 */
@NullMarked
package strongroom.retention;

import org.jspecify.annotations.NullMarked;
