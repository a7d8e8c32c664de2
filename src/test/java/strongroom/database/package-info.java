@NullMarked
package strongroom.database;

import org.jspecify.annotations.NullMarked;
