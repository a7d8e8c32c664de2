package strongroom.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** The files of the phone commands: passwords that are read, backups that are read and written. */
final class PhoneFiles {

    private PhoneFiles() {}

    /** Reads a secret: one line of text, without one line end. */
    static String secret(Path file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw Refusal.failed(MessageCode.SECRET_FILE_NOT_TEXT, file);
        }
        String secret = text.replaceFirst("\\r?\\n\\z", "");
        if (secret.isEmpty() || secret.indexOf('\n') >= 0) {
            throw Refusal.failed(MessageCode.SECRET_FILE_NOT_TEXT, file);
        }
        return secret;
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw Refusal.failed(MessageCode.FILE_MISSING, file);
        } catch (IOException unreadable) {
            throw Refusal.failed(MessageCode.FILE_UNREADABLE, file, System.getProperty("user.name"));
        }
    }

    /** Refuses a file that is there already, before anything is done for it. */
    static void checkNew(@Nullable Path file) {
        if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.failed(MessageCode.FILE_EXISTS, file);
        }
    }

    /** Writes a new file that only its owner can read: a backup holds the user's private key. */
    static void write(Path file, byte[] content) {
        try {
            PrivateFile.create(file, content);
        } catch (FileAlreadyExistsException exists) {
            throw Refusal.failed(MessageCode.FILE_EXISTS, file);
        } catch (IOException unwritable) {
            throw Refusal.failed(MessageCode.FILE_UNWRITABLE, file, System.getProperty("user.name"));
        }
    }
}
