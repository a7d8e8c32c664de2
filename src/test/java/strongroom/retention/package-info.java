@NullMarked
package strongroom.retention;

import org.jspecify.annotations.NullMarked;
