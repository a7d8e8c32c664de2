package strongroom.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import strongroom.assembly.RunningServer;
import strongroom.web.RawHttp;

/** Anna's upload, written by hand: it can stop in the middle. */
record RawUpload(RawHttp http) implements AutoCloseable {

    /** Sends the head of an upload that announces so many bytes. */
    static RawUpload begin(RunningServer server, String id, int length) throws IOException {
        return withHead(server, id, login(), "Content-Length: " + length);
    }

    /** Sends the head of an upload whose length is not announced. */
    static RawUpload beginChunked(RunningServer server, String id) throws IOException {
        return withHead(server, id, login(), "Transfer-Encoding: chunked");
    }

    static RawUpload withHead(RunningServer server, String id, String... headers) throws IOException {
        RawHttp http = new RawHttp(server.url());
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/octet-stream";
        http.send(RawHttp.head("PUT", "/backups/" + id, all));
        return new RawUpload(http);
    }

    static String login() {
        return "Authorization: " + Caller.basic(RunningServer.USER, RunningServer.PASSWORD);
    }

    RawUpload send(byte[] bytes) throws IOException {
        http.send(bytes);
        return this;
    }

    /** Sends the bytes as one chunk; an empty one ends the body. */
    RawUpload sendChunk(byte[] bytes) throws IOException {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = Arrays.copyOf(head, head.length + bytes.length + 2);
        System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        http.send(chunk);
        return this;
    }

    RawHttp.Answer answer() throws IOException {
        return http.answer();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
