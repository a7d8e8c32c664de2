package strongroom.web;

import java.util.EnumSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Hides two request headers from Javalin, which obeys them without a switch: {@code X-HTTP-Method-Override} would turn a GET into
 * a PUT, and {@code Sec-WebSocket-Version} would go round every handler and open a session.
 */
final class StrippedHeaders implements HttpConfiguration.Customizer {

    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields fields = request.getHeaders();
        if (!fields.contains(HttpHeader.SEC_WEBSOCKET_VERSION) && !fields.contains(METHOD_OVERRIDE)) {
            return request;
        }
        HttpFields clean = HttpFields.build(fields, EnumSet.of(HttpHeader.SEC_WEBSOCKET_VERSION))
                .remove(METHOD_OVERRIDE)
                .asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return clean;
            }
        };
    }
}
