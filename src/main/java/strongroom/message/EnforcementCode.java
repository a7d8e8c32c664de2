package strongroom.message;

import static strongroom.message.Parameter.text;

import java.util.List;

/** What can be said about enforcement: each code with the arguments of its sentence, in order. Codes are stable, as those of {@link MessageCode}. */
public enum EnforcementCode implements Code {
    ENFORCEMENT_SETTING_UNKNOWN(text("setting")),
    ENFORCEMENT_VALUE(text("setting"), text("form")),
    ENFORCEMENT_TWICE(text("setting")),
    ENFORCEMENT_UNCHANGED,
    ENFORCEMENT_NOT_CHANGED,
    ENFORCEMENT_REFUSES_UPLOADS(text("name")),
    ENFORCEMENT_REFUSES_READS(text("name"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    EnforcementCode(Parameter... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the code as programs read it: lower-case words with hyphens. */
    @Override
    public String toString() {
        return Code.word(this);
    }
}
