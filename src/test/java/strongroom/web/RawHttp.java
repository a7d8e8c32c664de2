package strongroom.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection written and read by hand, so that a test says exactly what goes over the wire. */
public final class RawHttp implements AutoCloseable {

    /** One answer; the text is its body, each byte a character. */
    public record Answer(int status, List<String> headers, String text) {

        /** Returns the first header of that name, ignoring case; null if there is none. */
        public @Nullable String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            for (String line : headers) {
                if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                    return line.substring(prefix.length()).strip();
                }
            }
            return null;
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawHttp(HttpServer server) throws IOException {
        this(server.url());
    }

    /** Connects to a server on loopback, by TLS if its URL says so, whatever its certificate. */
    public RawHttp(String url) throws IOException {
        this(
                url.startsWith("https")
                        ? trustingAnyone()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(),
                                        URI.create(url).getPort())
                        : new Socket(
                                InetAddress.getLoopbackAddress(),
                                URI.create(url).getPort()));
    }

    RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        this.in = socket.getInputStream();
    }

    /** Sends text as it is, in ISO-8859-1. */
    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a GET and reads its answer. */
    public Answer get(String path, String... headers) throws IOException {
        return send(head("GET", path, headers)).answer();
    }

    /** Returns a request's head with the line that ends it. */
    public static String head(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: safe.example\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /** Reads one answer with its body. */
    public Answer answer() throws IOException {
        return answer(true);
    }

    /** Reads one answer to HEAD, which has none. */
    public Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean hasBody) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Answer head = new Answer(Integer.parseInt(statusLine.split(" ", -1)[1]), headers, "");
        String length = head.header("Content-Length");
        byte[] body = hasBody && length != null ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
        return new Answer(head.status(), headers, new String(body, StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after \"" + line + "\"");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the server closes the connection. */
    public boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** The connection itself. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Returns a context for tests, in which certificates are made by the test itself. */
    public static SSLContext trustingAnyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnyone()}, null);
            return context;
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
