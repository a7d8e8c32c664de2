package strongroom.phone;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on bare sockets that keeps every byte of every request and answers as the test says. */
final class RecordingServer implements Closeable {

    /**
     * A request as it came in.
     *
     * @param connection counted from 1 in the order in which they were accepted
     * @param head request line and headers with all line ends, in ISO-8859-1, without the empty line
     * @param body in ISO-8859-1
     */
    record Seen(int connection, String head, String body) {

        String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        List<String> headerNames() {
            return head.lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
        }

        boolean hasLogin() {
            return head.contains("\r\nAuthorization: ");
        }
    }

    /** What to do with a request. */
    sealed interface Reaction {

        /** Sends these characters as ISO-8859-1 bytes. */
        record Say(String answer, boolean thenClose) implements Reaction {}

        /** Keeps the connection open and says nothing. */
        record Silence() implements Reaction {}

        /** Closes the connection without a word. */
        record Cut() implements Reaction {}
    }

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: ([0-9]+)\r\n");

    private final ServerSocket listener;
    private final String scheme;
    private final boolean readsBodies;
    private final Function<Seen, Reaction> behaviour;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RecordingServer(
            ServerSocket listener, String scheme, boolean readsBodies, Function<Seen, Reaction> behaviour) {
        this.listener = listener;
        this.scheme = scheme;
        this.readsBodies = readsBodies;
        this.behaviour = behaviour;
    }

    static RecordingServer behaving(Function<Seen, Reaction> behaviour) {
        return start(new RecordingServer(loopback(), "http", true, behaviour));
    }

    /** Reacts once to each of as many requests as there are reactions; any more are cut. */
    static RecordingServer script(Reaction... reactions) {
        return behaving(inOrder(reactions));
    }

    /** Reacts to the head of a request and never reads a body. */
    static RecordingServer withoutReadingBodies(Function<Seen, Reaction> behaviour) {
        return start(new RecordingServer(loopback(), "http", false, behaviour));
    }

    static RecordingServer withoutReadingBodies(Reaction... reactions) {
        return withoutReadingBodies(inOrder(reactions));
    }

    static RecordingServer tls(ServerSocket listener, Function<Seen, Reaction> behaviour) {
        return start(new RecordingServer(listener, "https", true, behaviour));
    }

    static Reaction say(String answer) {
        return new Reaction.Say(answer, false);
    }

    static Reaction status(int status, String... headers) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        return say(answer.append("\r\n").toString());
    }

    static Reaction ok(String body) {
        return say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static Reaction config(long maxBytes) {
        return ok("{\"maxBackupBytes\":" + maxBytes + ",\"retentionDays\":180}");
    }

    static Reaction challenge() {
        return status(401, "WWW-Authenticate: Basic realm=\"Threema Safe\", charset=\"UTF-8\"");
    }

    String url() {
        return scheme + "://" + authority();
    }

    String authority() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<Integer> connectionsSeen() {
        return seen.stream().map(Seen::connection).toList();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static ServerSocket loopback() {
        try {
            return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Function<Seen, Reaction> inOrder(Reaction... reactions) {
        Queue<Reaction> left = new ArrayDeque<>(List.of(reactions));
        return request -> {
            synchronized (left) {
                Reaction next = left.poll();
                return next == null ? new Reaction.Cut() : next;
            }
        };
    }

    private static RecordingServer start(RecordingServer server) {
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean isOpen = true;
            while (isOpen) {
                Seen request = readRequest(in, number);
                if (request == null) {
                    socket.close();
                    return;
                }
                seen.add(request);
                isOpen = react(socket, behaviour.apply(request));
            }
        } catch (IOException e) {
            // The test's client or the test itself closed the connection.
            return;
        }
    }

    private static boolean react(Socket socket, Reaction reaction) throws IOException {
        return switch (reaction) {
            case Reaction.Say(String answer, boolean thenClose) -> {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                if (thenClose) {
                    socket.close();
                }
                yield !thenClose;
            }
            case Reaction.Silence() -> false;
            case Reaction.Cut() -> {
                socket.close();
                yield false;
            }
        };
    }

    private @Nullable Seen readRequest(InputStream in, int number) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
        byte[] body = readsBodies && length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return new Seen(number, head.substring(0, head.length() - 2), new String(body, StandardCharsets.ISO_8859_1));
    }
}
