/** The packaged program as a process of its own: killed, starved and flooded. */
@NullMarked
package strongroom.process;

import org.jspecify.annotations.NullMarked;
