/** Runs {@code bin/strongroom} against made-up Java and Maven commands, the way a shell would. */
@NullMarked
package strongroom.launcher;

import org.jspecify.annotations.NullMarked;
