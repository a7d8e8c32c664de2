/**
 * The endpoint that Threema apps talk to: {@code GET config} and {@code GET}, {@code PUT}, {@code DELETE backups/{id}} below a base URL,
 * exactly as the apps expect them, each quirk in one place with its source.
 *
 * <p>It decides nothing about logins, storage or retention. Start reading at {@link strongroom.protocol.SafeEndpoint}; which tenant and
 * resource a URL means is {@link strongroom.protocol.Addresses}.
 */
@NullMarked
package strongroom.protocol;

import org.jspecify.annotations.NullMarked;
