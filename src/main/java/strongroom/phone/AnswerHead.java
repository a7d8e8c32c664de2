package strongroom.phone;

import java.util.List;

/**
 * Status line and headers of an answer.
 *
 * @param minorVersion 0 or 1, of HTTP/1
 */
record AnswerHead(int minorVersion, int status, List<Header> headers) {

    AnswerHead {
        headers = List.copyOf(headers);
    }

    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Whether the server will take another request on this connection. */
    boolean keepsConnection() {
        return minorVersion == 1
                && values("Connection").stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .noneMatch(token -> token.strip().equalsIgnoreCase("close"));
    }
}
