package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.export.DeliveredScope.Delivered;

/** What a reader has found so far. */
final class Gathered {

    /** More flaws than this tell nobody more. */
    static final int MOST_FLAWS = 100;

    private final ExportFormat format;
    private final PolicyReader.Unknown unknown;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Map<Owner, Begun> scopes = new LinkedHashMap<>();

    Gathered(ExportFormat format, PolicyReader.Unknown unknown) {
        this.format = format;
        this.unknown = unknown;
    }

    /** A key that may be everybody, whom {@code null} stands for. */
    private record Owner(@Nullable String credential) {}

    /** Somebody of whom the file speaks. */
    private record Begun(Place place, Map<Parameter, Delivered> values) {

        private Begun(Place place) {
            this(place, new LinkedHashMap<>());
        }
    }

    void add(Flaw flaw) {
        if (flaws.size() < MOST_FLAWS) {
            flaws.add(flaw);
        }
    }

    FlawException otherShape(Place place) {
        return new FlawException(new Flaw.OtherShape(place, format));
    }

    /** Begins somebody who is named once in a file, even if nothing is delivered to him. */
    void open(String credential, Place place) {
        if (scopes.putIfAbsent(new Owner(credential), new Begun(place)) != null) {
            add(new Flaw.DuplicateCredential(place, credential));
        }
    }

    /** Begins everybody, even if nothing is delivered; as often as a file speaks of all. */
    void openEverybody(Place place) {
        scopes.putIfAbsent(new Owner(null), new Begun(place));
    }

    void unknown(String key, Place place) {
        if (unknown == PolicyReader.Unknown.REFUSED) {
            add(new Flaw.UnknownKey(place, key));
        }
    }

    void deliver(@Nullable String credential, String key, Place place, Value value) {
        Parameter parameter = Parameter.of(key);
        if (parameter == null) {
            unknown(key, place);
            return;
        }
        if (!parameter.channels().contains(format.channel())) {
            add(new Flaw.ExternalOnly(place, parameter));
            return;
        }
        Map<Parameter, Delivered> values = scopes.computeIfAbsent(new Owner(credential), owner -> new Begun(place))
                .values();
        if (values.putIfAbsent(parameter, new Delivered(parameter, value, place)) != null) {
            add(new Flaw.DuplicateKey(place, key));
        }
    }

    List<Flaw> flaws() {
        return List.copyOf(flaws);
    }

    ReadOutcome outcome() {
        if (!flaws.isEmpty()) {
            return new ReadOutcome.Flawed(flaws);
        }
        return new ReadOutcome.Read(scopes.entrySet().stream()
                .map(scope -> new DeliveredScope(
                        scope.getKey().credential(),
                        scope.getValue().place(),
                        List.copyOf(scope.getValue().values().values())))
                .toList());
    }
}
