/**
 * Decides whether a request's credentials are good, without being slow, guessable or chatty: the header in either encoding the apps
 * use, hashing, the cache of verified logins, and a throttle that forgives the eight requests that one typo makes on an iPhone.
 *
 * <p>Start reading at {@code Authenticator}, whose answer is {@code Authentication}.
 */
@NullMarked
package strongroom.credential;

import org.jspecify.annotations.NullMarked;
