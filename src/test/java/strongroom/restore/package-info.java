@NullMarked
package strongroom.restore;

import org.jspecify.annotations.NullMarked;
