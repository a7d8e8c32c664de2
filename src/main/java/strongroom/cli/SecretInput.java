package strongroom.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Reads a secret where nobody else sees it: never from the words of a command, which every process of the machine can read. */
final class SecretInput {

    /** Far more than any secret has; it only keeps a wrong file from filling the memory. */
    private static final int MOST_BYTES = 65_536;

    private final Terminal terminal;

    SecretInput(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Reads standard input to its end and takes one line end off; at a terminal it asks instead, without showing what is typed.
     *
     * @param prompt what to say at a terminal
     */
    String read(Message prompt) {
        Console console = terminal.interactive() ? System.console() : null;
        if (console == null) {
            return withoutLineEnd(decoded(everything()));
        }
        char[] typed = console.readPassword("%s ", terminal.catalogue().render(prompt));
        if (typed == null) {
            throw Refusal.failed(MessageCode.PASSWORD_UNREADABLE);
        }
        String secret = new String(typed);
        Arrays.fill(typed, ' ');
        return secret;
    }

    /**
     * Reads the content of a file: UTF-8, one line end at its end taken off.
     *
     * @throws Refusal if it is no text
     */
    static String of(byte[] content) {
        return withoutLineEnd(decoded(content));
    }

    private byte[] everything() {
        try {
            byte[] bytes = terminal.in().readNBytes(MOST_BYTES + 1);
            if (bytes.length <= MOST_BYTES) {
                return bytes;
            }
        } catch (IOException e) {
            throw Refusal.failed(MessageCode.PASSWORD_UNREADABLE);
        }
        throw Refusal.failed(MessageCode.PASSWORD_UNREADABLE);
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.failed(MessageCode.PASSWORD_UNREADABLE);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
