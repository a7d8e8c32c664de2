package strongroom.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Finding;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Situation;
import strongroom.mdm.Value;
import strongroom.message.Message;
import strongroom.message.NearestName;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evaluates policies that come as lines of JSON, one object each, and answers each with a line of JSON. Not thread-safe. */
final class PolicyLines {

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Terminal terminal;

    PolicyLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What came of a line. */
    private sealed interface Line {
        record Read(Policy policy) implements Line {}

        record Refused(Message why) implements Line {}
    }

    /** Answers every line until the input ends; returns how many could not be understood. */
    long answerAll() {
        long refused = 0;
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8), 1 << 16);
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), 1 << 16)) {
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                Map<String, Object> answer = switch (read(line, number)) {
                    case Line.Read(Policy policy) -> answer(policy);
                    case Line.Refused(Message why) -> {
                        refused++;
                        yield Map.of("error", why.toMap());
                    }
                };
                out.write(json.writeValueAsString(answer));
                out.newLine();
            }
        } catch (IOException unreadable) {
            throw Refusal.failed(PolicyCode.POLICY_INPUT_UNREADABLE);
        }
        return refused;
    }

    private Line read(String line, long number) {
        JsonNode node;
        try {
            node = json.readTree(line);
        } catch (JacksonException notJson) {
            return new Line.Refused(Message.of(PolicyCode.POLICY_LINE_NOT_AN_OBJECT, number));
        }
        if (!node.isObject()) {
            return new Line.Refused(Message.of(PolicyCode.POLICY_LINE_NOT_AN_OBJECT, number));
        }
        Map<Parameter, Value> values = new EnumMap<>(Parameter.class);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey();
            Parameter parameter = Parameter.of(key);
            if (parameter == null) {
                String nearest = NearestName.of(key, Parameter.keys());
                return new Line.Refused(Message.of(PolicyCode.POLICY_LINE_UNKNOWN, number, key, nearest));
            }
            Value value = PolicyJson.value(field.getValue());
            if (value == null) {
                return new Line.Refused(Message.of(PolicyCode.POLICY_LINE_VALUE, number, key));
            }
            values.put(parameter, value);
        }
        return new Line.Read(new Policy(values));
    }

    private static Map<String, Object> answer(Policy policy) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (Platform platform : Platform.values()) {
            answer.put(platform.toString(), PolicyJson.modes(Evaluation.of(policy, platform)));
        }
        List<Finding> findings = Finding.of(Situation.of(policy));
        answer.put("warnings", findings.stream().map(PolicyJson::finding).toList());
        return answer;
    }
}
