@NullMarked
package strongroom.cli;

import org.jspecify.annotations.NullMarked;
