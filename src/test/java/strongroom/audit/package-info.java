@NullMarked
package strongroom.audit;

import org.jspecify.annotations.NullMarked;
