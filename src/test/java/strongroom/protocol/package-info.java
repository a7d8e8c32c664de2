@NullMarked
package strongroom.protocol;

import org.jspecify.annotations.NullMarked;
