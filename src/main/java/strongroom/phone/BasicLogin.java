package strongroom.phone;

import java.nio.charset.Charset;
import java.util.Base64;

/** The header of a Basic login; characters that the charset lacks become {@code ?}, as in OkHttp. */
final class BasicLogin {

    private BasicLogin() {}

    static Header header(SafeServer.Login login, Charset charset) {
        byte[] pair = (login.user() + ":" + login.password()).getBytes(charset);
        return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
