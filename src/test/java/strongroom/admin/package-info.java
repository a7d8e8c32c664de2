@NullMarked
package strongroom.admin;

import org.jspecify.annotations.NullMarked;
