/**
 * Who is protected: what the activity of an account and its live backups say about it, and whether it must have one. Pure; it sees no
 * backup's content, and of phones only what they sent. Start with {@link strongroom.coverage.Coverage}.
 */
@NullMarked
package strongroom.coverage;

import org.jspecify.annotations.NullMarked;
