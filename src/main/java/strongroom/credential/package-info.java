/**
 * Decides whether a request's credentials are good, without being slow, guessable or chatty: the header in either encoding the apps
 * use, hashing, the cache of verified logins, and a throttle that forgives the eight requests that one typo makes on an iPhone.
 *
 * <p>Start reading at {@link strongroom.credential.Authenticator}, whose answer is {@link strongroom.credential.Authentication}. It
 * reads what is stored through {@link strongroom.credential.Credentials} and changes nothing there but a hash of outdated cost and
 * the sources of logins; passwords are set by {@code admin}, with {@link strongroom.credential.PasswordRules} and
 * {@link strongroom.credential.PasswordHasher}.
 */
@NullMarked
package strongroom.credential;

import org.jspecify.annotations.NullMarked;
