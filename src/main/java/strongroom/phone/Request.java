package strongroom.phone;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;

/** A request with its headers in the order in which they go out; {@code Host} is among them. */
record Request(
        String method,
        Target target,
        List<Header> headers,
        @Nullable Ciphertext body) {

    Request {
        headers = List.copyOf(headers);
    }

    byte[] head() {
        StringBuilder head = new StringBuilder(512);
        head.append(method).append(' ').append(target.path()).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
