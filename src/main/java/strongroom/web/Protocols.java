package strongroom.web;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The protocols of a connector, with their limits: HTTP/1.1 and HTTP/2, by prior knowledge on plain connections, by ALPN on TLS. */
final class Protocols {

    /** A request head may be this long; the 10 kB Authorization header of a confused client must get its 401. */
    static final int MAX_HEAD_BYTES = 16 * 1024;

    static final int MAX_STREAMS = 100;
    /** Control frames a connection may send within a second: resets, pings, settings, empty frames. */
    static final int MAX_CONTROL_FRAMES_PER_SECOND = 100;

    // What a client sends ahead of a body that waits for memory lies in memory too, outside the byte budget, which
    // therefore bounds how many may wait. The window of the whole connection holds all streams at once, with room for
    // what is not yet given back: streams that wait must not starve the one that they wait for.
    private static final int STREAM_WINDOW = 64 * 1024 - 1;
    private static final int SESSION_WINDOW = 8 * 1024 * 1024;
    private static final float GIVEN_BACK_IN_PARTS_OF = 0.1F;

    private Protocols() {}

    static ConnectionFactory[] of(SslContextFactory.@Nullable Server ssl, HttpSettings.Limits limits) {
        HttpConfiguration http = configuration(limits);
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (ssl == null) {
            return new ConnectionFactory[] {http1, limited(new PriorKnowledgeOnly(http))};
        }
        http.setSecureScheme("https");
        // The tenant is chosen by authority, not by SNI, so the two need not agree.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(ssl, alpn.getProtocol()),
            alpn,
            limited(new HTTP2ServerConnectionFactory(http)),
            http1
        };
    }

    private static HttpConfiguration configuration(HttpSettings.Limits limits) {
        HttpConfiguration http = new HttpConfiguration();
        // The default alone answers 400 to //config, which Android sends.
        http.setUriCompliance(
                UriCompliance.DEFAULT.with("strongroom", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        http.setRequestHeaderSize(MAX_HEAD_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(limits.idle().toMillis());
        http.addCustomizer(new StrippedHeaders());
        return http;
    }

    private static <F extends AbstractHTTP2ServerConnectionFactory> F limited(F http2) {
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setRateControlFactory(new WindowRateControl.Factory(MAX_CONTROL_FRAMES_PER_SECOND));
        http2.setMaxSettingsKeys(64);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW);
        http2.setFlowControlStrategyFactory(() -> new BufferingFlowControlStrategy(GIVEN_BACK_IN_PARTS_OF));
        http2.setConnectProtocolEnabled(false);
        return http2;
    }

    /**
     * HTTP/2 on a plain connection, but not by {@code Upgrade: h2c}: a client could upgrade through a reverse proxy that forwards
     * the header, and then send any {@code X-Forwarded-For} as if the proxy had.
     */
    private static final class PriorKnowledgeOnly extends HTTP2CServerConnectionFactory {

        private PriorKnowledgeOnly(HttpConfiguration http) {
            super(http);
        }

        @Override
        public @Nullable Connection upgradeConnection(
                Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response101) {
            return "PRI".equals(request.getMethod())
                    ? super.upgradeConnection(connector, endPoint, request, response101)
                    : null;
        }
    }
}
