package strongroom.mdm.export;

import java.nio.charset.StandardCharsets;
import strongroom.mdm.Parameter;

/** What became of writing a policy. */
public sealed interface WriteOutcome {

    /** The file. Since it may hold secrets, it cannot be printed. */
    record Written(String text) implements WriteOutcome {

        /** Returns it in UTF-8, a fresh array each time. */
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Written[hidden]";
        }
    }

    /**
     * A character that the format cannot carry: half a surrogate pair in any of them, most control characters in XML.
     *
     * @param character its code point
     */
    record Unwritable(Parameter parameter, int character) implements WriteOutcome, CockpitSheet.ChangeOutcome {}
}
