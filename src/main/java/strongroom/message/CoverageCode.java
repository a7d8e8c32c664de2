package strongroom.message;

import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;

import java.util.List;

/** What can be said about who is protected. Codes are stable, as those of {@link MessageCode}. */
public enum CoverageCode implements Code {
    COVERAGE_COUNTED(number("expected"), number("alarming"), number("logins"), number("seen"), number("covered")),
    COVERAGE_DELETED_AT_ONCE(number("count"), text("tenant")),
    COVERAGE_BY_TURNS(number("count")),
    COVERAGE_OVERDUE(number("count")),
    COVERAGE_LOGIN_OPEN(text("tenant")),
    COVERAGE_UNOWNED(number("count"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    CoverageCode(Parameter... parameters) {
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
