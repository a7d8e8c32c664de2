package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/**
 * What is to be written, and what is not.
 *
 * <p>Only what is set is in it, never a default: a console that writes defaults forbids Safe on Android (W50).
 *
 * @param entries in the order of the catalogue
 * @param omitted what is set and nevertheless left out, in the order of the catalogue
 */
public record ExportSheet(ExportFormat format, List<Entry> entries, List<Omission> omitted) {

    /** What stands where a secret has to be filled in. */
    public static final String PLACEHOLDER = "REPLACE-ME";

    /** Copies the lists. */
    public ExportSheet {
        entries = List.copyOf(entries);
        omitted = List.copyOf(omitted);
    }

    /** A value to be written: of the type that its parameter has, so that no app misreads it (W01, W02). */
    public sealed interface Entry {

        /** Returns what is set. */
        Parameter parameter();

        /** Returns to what it is set. */
        Value value();

        /** A truth value. */
        record Switch(Parameter parameter, Value.Truth value) implements Entry {

            /**
             * Takes a truth value.
             *
             * @throws IllegalArgumentException if the parameter wants another type
             */
            public Switch {
                require(parameter, Parameter.Kind.BOOLEAN);
            }
        }

        /** A text, which is not empty. */
        record Words(Parameter parameter, Value.Text value, boolean isPlaceholder) implements Entry {

            /**
             * Takes a text.
             *
             * @throws IllegalArgumentException if the parameter wants another type
             */
            public Words {
                require(parameter, Parameter.Kind.STRING);
            }
        }

        private static void require(Parameter parameter, Parameter.Kind kind) {
            if (parameter.kind() != kind) {
                throw new IllegalArgumentException(parameter + " is no " + kind);
            }
        }
    }

    /** A value that is left out. */
    public record Omission(Parameter parameter, Reason reason) {

        /** Why a value is left out. */
        public enum Reason {
            /** No app that is written for knows the parameter. */
            PLATFORM,
            /** Phones ignore the parameter in this channel. */
            CHANNEL,
            /** An empty text: both apps take it for absent (mdm-policy 2.5). */
            EMPTY
        }
    }

    /** Takes what a format can carry, for all platforms that it reaches. */
    public static ExportSheet of(Policy policy, ExportFormat format, Secrets secrets) {
        return of(policy, format, secrets, format.platforms());
    }

    /**
     * Takes what a format can carry, for some platforms.
     *
     * @throws IllegalArgumentException if the format reaches none of the platforms, or if a value is not of its parameter's type, which
     *     the checks of a policy refuse (W01, W02)
     */
    public static ExportSheet of(Policy policy, ExportFormat format, Secrets secrets, Set<Platform> platforms) {
        Set<Platform> reached = EnumSet.noneOf(Platform.class);
        reached.addAll(platforms);
        reached.retainAll(format.platforms());
        if (reached.isEmpty()) {
            throw new IllegalArgumentException("the format " + format + " reaches none of " + platforms);
        }
        List<Entry> entries = new ArrayList<>();
        List<Omission> omitted = new ArrayList<>();
        policy.values().forEach((parameter, value) -> {
            Omission.Reason reason = whyNot(parameter, value, format, reached);
            if (reason == null) {
                entries.add(entry(parameter, value, secrets));
            } else {
                omitted.add(new Omission(parameter, reason));
            }
        });
        return new ExportSheet(format, entries, omitted);
    }

    private static Omission.@Nullable Reason whyNot(
            Parameter parameter, Value value, ExportFormat format, Set<Platform> reached) {
        if (!parameter.channels().contains(format.channel())) {
            return Omission.Reason.CHANNEL;
        }
        if (parameter.platforms().stream().noneMatch(reached::contains)) {
            return Omission.Reason.PLATFORM;
        }
        boolean isEmpty = switch (value) {
            case Value.Text(String text) -> text.isEmpty();
            case Value.Concealed concealed -> concealed.length() == Length.EMPTY;
            case Value.Truth truth -> false;
            case Value.Whole number -> false;
        };
        return isEmpty ? Omission.Reason.EMPTY : null;
    }

    private static Entry entry(Parameter parameter, Value value, Secrets secrets) {
        return switch (value) {
            case Value.Truth truth -> new Entry.Switch(parameter, truth);
            case Value.Text text when parameter.isSecret() && secrets == Secrets.PLACEHOLDERS -> placeholder(parameter);
            case Value.Text text -> new Entry.Words(parameter, text, false);
            case Value.Concealed concealed -> placeholder(parameter);
            case Value.Whole number -> throw new IllegalArgumentException(parameter + " is no number");
        };
    }

    private static Entry placeholder(Parameter parameter) {
        return new Entry.Words(parameter, new Value.Text(PLACEHOLDER), true);
    }

    /** Tells whether somebody who reads the export learns a secret. */
    public boolean hasSecretInClear() {
        return entries.stream().anyMatch(entry -> switch (entry) {
            case Entry.Switch truth -> false;
            case Entry.Words words -> words.parameter().isSecret() && !words.isPlaceholder();
        });
    }

    /** Returns what has to be filled in before the export can be used, in the order of the catalogue. */
    public List<Parameter> placeholders() {
        return entries.stream()
                .filter(entry -> entry instanceof Entry.Words words && words.isPlaceholder())
                .map(Entry::parameter)
                .toList();
    }
}
