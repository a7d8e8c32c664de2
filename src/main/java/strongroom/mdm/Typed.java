package strongroom.mdm;

/** What came of reading a value that was typed as text. */
public sealed interface Typed {

    record Read(Value value) implements Typed {}

    /** It is not of the parameter's type. */
    record WrongType() implements Typed {}

    record TooLong(int mostUnits) implements Typed {}

    /** An empty text is none to the apps; but for the managed password, which it breaks (W03), so that it can be told. */
    record Empty() implements Typed {}

    /** It has a control character or half a surrogate pair, which no phone can type and not every system can keep. */
    record Unprintable() implements Typed {}

    /** It is no regular expression. */
    record NoRegex() implements Typed {}

    /** Reads a text as a value of a parameter: {@code true} and {@code false} are truth values where one is wanted, and nothing else. */
    static Typed read(Parameter parameter, String text) {
        return switch (parameter.kind()) {
            case BOOLEAN ->
                switch (text) {
                    case "true" -> new Read(new Value.Truth(true));
                    case "false" -> new Read(new Value.Truth(false));
                    default -> new WrongType();
                };
            case STRING -> {
                if (text.isEmpty() && parameter != Parameter.TH_SAFE_PASSWORD) {
                    yield new Empty();
                }
                if (text.length() > parameter.mostUnits()) {
                    yield new TooLong(parameter.mostUnits());
                }
                if (parameter.secrecy() != Parameter.Secrecy.NEVER_STORED && !isPrintable(parameter, text)) {
                    yield new Unprintable();
                }
                if (parameter == Parameter.TH_SAFE_PASSWORD_PATTERN
                        && !PasswordPattern.of(text).isRegex()) {
                    yield new NoRegex();
                }
                yield new Read(new Value.Text(text));
            }
        };
    }

    private static boolean isPrintable(Parameter parameter, String text) {
        return text.codePoints()
                .allMatch(c -> (!Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                        || (c == '\n' && parameter == Parameter.TH_SAFE_PASSWORD_MESSAGE));
    }
}
