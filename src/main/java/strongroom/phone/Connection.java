package strongroom.phone;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;
import strongroom.phone.PhoneResult.Reason;

/**
 * One connection of a phone, plain or TLS. For one thread; every wait is bounded.
 *
 * <p>Written on sockets because the exact bytes are the point: clients of the JDK and of libraries add headers, choose the order,
 * and read an answer while they still send.
 */
final class Connection implements Closeable {

    private final Socket bare;
    private final Socket socket;
    private final Timeouts timeouts;
    private final OutputStream out;
    private final AnswerReader reader;

    private Connection(Socket bare, Socket socket, Timeouts timeouts) throws IOException {
        this.bare = bare;
        this.socket = socket;
        this.timeouts = timeouts;
        this.out = socket.getOutputStream();
        this.reader = new AnswerReader(socket.getInputStream());
    }

    /** Connects to the first address of the host that takes it. */
    static Connection open(Target target, SafeServer.Trust trust, Timeouts timeouts) throws WireException {
        WireException last = new WireException(Reason.NAME_UNKNOWN);
        for (InetAddress address : addresses(target.host())) {
            try {
                return open(address, target, trust, timeouts);
            } catch (WireException e) {
                last = e;
            }
        }
        throw last;
    }

    private static InetAddress[] addresses(String host) throws WireException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new WireException(Reason.NAME_UNKNOWN, e);
        }
    }

    private static Connection open(InetAddress address, Target target, SafeServer.Trust trust, Timeouts timeouts)
            throws WireException {
        Socket bare = new Socket();
        boolean isOpen = false;
        try {
            // Head and body are separate writes; without this the second would wait for an acknowledgement of the
            // first.
            bare.setTcpNoDelay(true);
            connect(bare, new InetSocketAddress(address, target.port()), timeouts);
            bare.setSoTimeout((int) timeouts.read().toMillis());
            Socket socket = target.tls() ? secure(bare, target, trust) : bare;
            Connection connection = new Connection(bare, socket, timeouts);
            isOpen = true;
            return connection;
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException(Reason.NOTHING_LISTENS, e);
        } finally {
            if (!isOpen) {
                closeQuietly(bare);
            }
        }
    }

    private static void connect(Socket bare, InetSocketAddress to, Timeouts timeouts) throws WireException {
        try {
            bare.connect(to, (int) timeouts.connect().toMillis());
        } catch (SocketTimeoutException e) {
            throw new WireException(Reason.CONNECT_TIMED_OUT, e);
        } catch (IOException e) {
            throw new WireException(Reason.NOTHING_LISTENS, e);
        }
    }

    private static Socket secure(Socket bare, Target target, SafeServer.Trust trust) throws WireException {
        try {
            SSLSocket socket =
                    (SSLSocket) TrustedSockets.of(trust).createSocket(bare, target.host(), target.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (WireException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            throw new WireException(Reason.ANSWER_TIMED_OUT, e);
        } catch (SSLException e) {
            throw new WireException(isAboutCertificate(e) ? Reason.CERTIFICATE_NOT_TRUSTED : Reason.TLS_FAILED, e);
        } catch (IOException e) {
            throw new WireException(Reason.TLS_FAILED, e);
        }
    }

    private static boolean isAboutCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** Sends head and body to the last byte before anything is read. */
    void send(Request request, Pace pace) throws WireException {
        byte[] bytes = bytes(request);
        WriteWatch watch = new WriteWatch(bare, timeouts.write());
        try (watch) {
            for (int from = 0; from < bytes.length; from += pace.pieceBytes()) {
                out.write(bytes, from, Math.min(pace.pieceBytes(), bytes.length - from));
                out.flush();
                watch.wrote();
                if (from + pace.pieceBytes() < bytes.length && !pace.pause().isZero()) {
                    Thread.sleep(pace.pause());
                }
            }
        } catch (IOException e) {
            throw new WireException(watch.hasCut() ? Reason.SEND_TIMED_OUT : Reason.CONNECTION_LOST, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireException(Reason.INTERRUPTED);
        }
    }

    private static byte[] bytes(Request request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(request.head());
        @Nullable Ciphertext body = request.body();
        if (body != null) {
            bytes.writeBytes(body.bytesForReading());
        }
        return bytes.toByteArray();
    }

    AnswerHead readHead() throws WireException {
        return reader.readHead();
    }

    byte[] readBody(String method, AnswerHead head) throws WireException {
        return reader.readBody(method, head);
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing depends on how a connection ends that nobody needs any more.
            return;
        }
    }
}
