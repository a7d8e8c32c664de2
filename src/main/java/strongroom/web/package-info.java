/**
 * What both HTTP surfaces share: one server on one port, plain or TLS, its limits and deadlines; bodies read and sent within one
 * byte budget; request ids, client addresses, and the one answer to an unexpected exception.
 *
 * <p>It knows no tenant, account or backup, and routes nothing itself. BouncyCastle is used in {@link strongroom.web.PemKeyPair}
 * and nowhere else here, because PEM files hold keys in forms that the JDK alone does not read (PKCS#1, SEC1). Start reading at
 * {@link strongroom.web.HttpServer}, then {@link strongroom.web.Bodies} and {@link strongroom.web.ByteBudget}.
 */
@NullMarked
package strongroom.web;

import org.jspecify.annotations.NullMarked;
