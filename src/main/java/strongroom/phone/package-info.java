/**
 * A Threema app in a library: what phones compute and what they send.
 *
 * <p>It derives the key, packs and encrypts a backup, and talks to a Safe server exactly as the Android and as the iPhone app do,
 * each with its own quirks (safe-protocol 1 to 6 and 9a). It knows nothing of our server: the wire is all they share. What it does
 * not do: HTTP/2 (both apps fall back to HTTP/1.1), redirects (they are reported, because following one loses backups), logins
 * inside the URL. Real apps refuse plain {@code http}; this library allows it, for tests on loopback. Start reading at
 * {@link strongroom.phone.Phone}.
 */
@NullMarked
package strongroom.phone;

import org.jspecify.annotations.NullMarked;
