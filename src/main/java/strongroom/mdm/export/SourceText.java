package strongroom.mdm.export;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What a file says, in UTF-8 and nothing else. Since it may hold secrets, it cannot be printed.
 *
 * @param text without the byte order mark
 * @param hasMark whether the file begins with a byte order mark, as files do that went through a spreadsheet
 */
record SourceText(String text, boolean hasMark) {

    static final String MARK = "\uFEFF";

    static SourceText of(byte[] bytes) throws FlawException {
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        boolean isUtf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), decoded, true)
                .isError();
        String text = decoded.flip().toString();
        if (!isUtf8) {
            throw new FlawException(new Flaw.NotUtf8(Place.behind(text)));
        }
        boolean hasMark = text.startsWith(MARK);
        return new SourceText(hasMark ? text.substring(1) : text, hasMark);
    }

    @Override
    public String toString() {
        return "SourceText[hidden]";
    }
}
