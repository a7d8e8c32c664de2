package strongroom.phone;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.phone.PhoneResult.Reason;

/**
 * Reads answers of HTTP/1.1, strictly: a server that answers anything else is to be found out, not understood. Every length is
 * bounded. For one thread.
 */
final class AnswerReader {

    /** Twice the longest backup that is unpacked; no server's limit comes near it. */
    static final int MAX_BODY_BYTES = 2 * SafeBox.MAX_JSON_BYTES;

    private static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_INTERIM_ANSWERS = 8;
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: [\\t\\x20-\\xFF]*)?");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t\\x20-\\x7E\\x80-\\xFF]*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");

    private final WireInput in;

    AnswerReader(InputStream in) {
        this.in = new WireInput(in);
    }

    /** Reads the head of the final answer, past any interim ones. */
    AnswerHead readHead() throws WireException {
        for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
            AnswerHead head = readOneHead();
            if (head.status() >= 200) {
                return head;
            }
            if (head.status() == 101) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
        }
        throw new WireException(Reason.ANSWER_GARBLED);
    }

    /** Reads the body that belongs to a head. */
    byte[] readBody(String method, AnswerHead head) throws WireException {
        if (hasNoBody(method, head)) {
            return new byte[0];
        }
        return decoded(head, framed(head));
    }

    /** Whether the end of the body can be told without the end of the connection. */
    static boolean isFramed(String method, AnswerHead head) {
        return hasNoBody(method, head)
                || !head.values("Content-Length").isEmpty()
                || !head.values("Transfer-Encoding").isEmpty();
    }

    private static boolean hasNoBody(String method, AnswerHead head) {
        return method.equals("HEAD") || head.status() == 204 || head.status() == 304;
    }

    private AnswerHead readOneHead() throws WireException {
        in.allowLines(MAX_HEAD_BYTES);
        Matcher status = STATUS_LINE.matcher(in.line(Reason.CONNECTION_LOST));
        if (!status.matches()) {
            throw new WireException(Reason.ANSWER_GARBLED);
        }
        List<Header> headers = new ArrayList<>();
        for (String line = in.line(Reason.ANSWER_CUT); !line.isEmpty(); line = in.line(Reason.ANSWER_CUT)) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
            headers.add(new Header(header.group(1), header.group(2)));
        }
        return new AnswerHead(Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), headers);
    }

    private byte[] framed(AnswerHead head) throws WireException {
        List<String> encodings = head.values("Transfer-Encoding");
        List<String> lengths = head.values("Content-Length").stream().distinct().toList();
        if (!encodings.isEmpty()) {
            // Both lengths at once is how answers are smuggled past a proxy.
            if (!lengths.isEmpty()
                    || encodings.size() != 1
                    || !encodings.getFirst().equalsIgnoreCase("chunked")) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
            return chunked();
        }
        if (lengths.isEmpty()) {
            return untilEnd();
        }
        if (lengths.size() != 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new WireException(Reason.ANSWER_GARBLED);
        }
        return exactly(Long.parseLong(lengths.getFirst()));
    }

    private byte[] chunked() throws WireException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            in.allowLines(MAX_HEAD_BYTES);
            Matcher chunk = CHUNK.matcher(in.line(Reason.ANSWER_CUT));
            if (!chunk.matches()) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
            long size = Long.parseLong(chunk.group(1), 16);
            if (size == 0) {
                skipTrailers();
                return body.toByteArray();
            }
            if (body.size() + size > MAX_BODY_BYTES) {
                throw new WireException(Reason.ANSWER_TOO_LONG);
            }
            body.writeBytes(exactly(size));
            if (!in.line(Reason.ANSWER_CUT).isEmpty()) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
        }
    }

    private void skipTrailers() throws WireException {
        while (!in.line(Reason.ANSWER_CUT).isEmpty()) {
            // The next line; their number is bounded like that of a head.
        }
    }

    private byte[] exactly(long length) throws WireException {
        if (length > MAX_BODY_BYTES) {
            throw new WireException(Reason.ANSWER_TOO_LONG);
        }
        byte[] bytes = in.bytes((int) length);
        if (bytes.length < length) {
            throw new WireException(Reason.ANSWER_CUT);
        }
        return bytes;
    }

    private byte[] untilEnd() throws WireException {
        byte[] bytes = in.bytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new WireException(Reason.ANSWER_TOO_LONG);
        }
        return bytes;
    }

    /** Both apps offer gzip and unpack it unseen; the other encodings the iPhone offers are not in the JDK. */
    private static byte[] decoded(AnswerHead head, byte[] body) throws WireException {
        List<String> encodings = head.values("Content-Encoding").stream()
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .toList();
        if (encodings.isEmpty()) {
            return body;
        }
        byte @Nullable [] unpacked =
                encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("gzip")
                        ? Gzip.unpack(body, MAX_BODY_BYTES)
                        : null;
        if (unpacked == null) {
            throw new WireException(Reason.ANSWER_GARBLED);
        }
        if (unpacked.length > MAX_BODY_BYTES) {
            throw new WireException(Reason.ANSWER_TOO_LONG);
        }
        return unpacked;
    }
}
