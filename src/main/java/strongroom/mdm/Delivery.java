package strongroom.mdm;

import org.jspecify.annotations.Nullable;

/**
 * What an app makes of a value as a device manager delivers it, right type or not (mdm-policy 2.5).
 *
 * <p>Android fetches a value as soon as its key exists, so that another type than a truth value is {@code false} and not unset [N: the
 * platform's {@code Bundle}; WorkAppRestrictionProvider.kt]. iOS reads texts and numbers as truth values (MDMSetup.m).
 */
record Delivery(Policy policy, Platform platform) {

    ThreeState truth(Parameter parameter) {
        Value value = policy.get(parameter);
        return switch (platform) {
            case ANDROID -> onAndroid(value);
            case IOS -> onIos(value);
        };
    }

    private static ThreeState onAndroid(@Nullable Value value) {
        return switch (value) {
            case null -> ThreeState.UNSET;
            case Value.Truth(boolean truth) -> ThreeState.of(truth);
            case Value.Text text -> ThreeState.FALSE;
            case Value.Whole number -> ThreeState.FALSE;
            case Value.Concealed text -> ThreeState.FALSE;
        };
    }

    private static ThreeState onIos(@Nullable Value value) {
        return switch (value) {
            case null -> ThreeState.UNSET;
            case Value.Truth(boolean truth) -> ThreeState.of(truth);
            case Value.Text(String text) -> ThreeState.ofNullable(Value.Text.truth(text));
            // Any number but 0 counts: a 2 forces Safe (W13).
            case Value.Whole(long number) -> ThreeState.of(number != 0);
            case Value.Concealed text -> ThreeState.UNSET;
        };
    }

    /** Returns a text that is not empty; null if there is none, for both apps take an empty one for absent. */
    @Nullable String text(Parameter parameter) {
        return policy.get(parameter) instanceof Value.Text(String text) && !text.isEmpty() ? text : null;
    }

    boolean hasText(Parameter parameter) {
        return length(parameter) != Length.EMPTY;
    }

    /** Returns the length class of a text, stored or not; empty if there is none. */
    Length length(Parameter parameter) {
        return switch (policy.get(parameter)) {
            case Value.Text(String text) -> Length.of(parameter, text);
            case Value.Concealed concealed -> concealed.length();
            case Value.Truth truth -> Length.EMPTY;
            case Value.Whole number -> Length.EMPTY;
            case null -> Length.EMPTY;
        };
    }

    /** Tells whether the app takes the managed password: Android ignores short and overlong ones (mdm-policy 2.1). */
    boolean hasManagedPassword() {
        return switch (length(Parameter.TH_SAFE_PASSWORD)) {
            case EMPTY -> false;
            case USABLE -> true;
            case SHORT, LONG -> platform == Platform.IOS;
        };
    }
}
