package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;

/** The catalogue of parameters, as table and as JSON. */
final class ParameterView {

    static final List<String> HEAD = List.of(
            "PARAMETER", "TYPE", "PLATFORMS", "UNSET MEANS", "VALUES", "RENEWABLE", "CHANNELS", "KEPT", "GROUP");

    private ParameterView() {}

    static List<String> row(Parameter parameter) {
        return List.of(
                parameter.key(),
                parameter.kind().toString(),
                String.join(",", PolicyJson.names(parameter.platforms())),
                parameter.whenUnset(),
                parameter.form(),
                parameter.isRenewable() ? "yes" : "no",
                String.join(",", channels(parameter)),
                parameter.secrecy().toString(),
                parameter.group().toString());
    }

    static Map<String, Object> toMap(Parameter parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("parameter", parameter.key());
        map.put("type", parameter.kind().toString());
        map.put("platforms", PolicyJson.names(parameter.platforms()));
        map.put("unsetMeans", parameter.whenUnset());
        map.put("values", parameter.form());
        map.put("renewable", parameter.isRenewable());
        map.put("channels", channels(parameter));
        map.put("kept", parameter.secrecy().toString());
        map.put("group", parameter.group().toString());
        return map;
    }

    private static List<String> channels(Parameter parameter) {
        return parameter.channels().stream().sorted().map(Channel::toString).toList();
    }
}
