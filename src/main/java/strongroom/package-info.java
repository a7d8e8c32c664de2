/** The root of Strongroom, a self-hosted Threema Safe server; every concept is a package below it. */
@NullMarked
package strongroom;

import org.jspecify.annotations.NullMarked;
