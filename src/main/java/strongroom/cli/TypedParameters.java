package strongroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import strongroom.mdm.Parameter;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** {@code KEY=VALUE} texts of which some name the place of a secret: {@code KEY=@FILE}, {@code KEY=-}. */
final class TypedParameters {

    private static final String STANDARD_INPUT = "-";

    private final SecretInput input;
    private final String user;
    private boolean isInputTaken;

    TypedParameters(Terminal terminal, String user) {
        this.input = new SecretInput(terminal);
        this.user = user;
    }

    /**
     * Returns the texts with the secrets in their places.
     *
     * @throws Refusal if a secret stands among the words of the command, or its place cannot be read
     */
    List<String> read(List<String> typed) {
        List<String> read = new ArrayList<>();
        for (String one : typed) {
            int equals = one.indexOf('=');
            Parameter parameter = equals < 0 ? null : Parameter.of(one.substring(0, equals));
            if (parameter == null || !parameter.isSecret()) {
                read.add(one);
            } else {
                read.add(parameter.key() + "=" + secret(parameter, one.substring(equals + 1)));
            }
        }
        return read;
    }

    private String secret(Parameter parameter, String place) {
        if (place.equals(STANDARD_INPUT)) {
            if (isInputTaken) {
                throw Refusal.usage(PolicyCode.POLICY_ONE_INPUT);
            }
            isInputTaken = true;
            return input.read(Message.of(MessageCode.PASSWORD_PROMPT, parameter.key()));
        }
        if (place.startsWith("@") && place.length() > 1) {
            byte[] content = PolicyFiles.read(Path.of(place.substring(1)), user);
            try {
                return SecretInput.of(content);
            } catch (Refusal notText) {
                throw Refusal.failed(PolicyCode.POLICY_SECRET_NOT_TEXT, parameter.key());
            }
        }
        throw Refusal.usage(PolicyCode.POLICY_SECRET_IN_WORDS, parameter.key());
    }
}
