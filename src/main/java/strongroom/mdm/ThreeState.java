package strongroom.mdm;

import org.jspecify.annotations.Nullable;

/** A truth value that may be absent, which means a third thing to the apps. */
public enum ThreeState {
    UNSET,
    FALSE,
    TRUE;

    static ThreeState of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static ThreeState ofNullable(@Nullable Boolean value) {
        return value == null ? UNSET : of(value);
    }

    boolean isTrue() {
        return this == TRUE;
    }

    boolean isFalse() {
        return this == FALSE;
    }
}
