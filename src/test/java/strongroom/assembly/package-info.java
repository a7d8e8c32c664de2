@NullMarked
package strongroom.assembly;

import org.jspecify.annotations.NullMarked;
