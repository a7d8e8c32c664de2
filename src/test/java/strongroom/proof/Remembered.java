package strongroom.proof;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What {@link Edit#remembered} calls: carries a method out once for each pair of arguments. */
public final class Remembered {

    /** Ends the name under which the method itself is kept. */
    static final String WHOLE = "Whole";

    static final MethodTypeDesc CALL = MethodTypeDesc.of(
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_String,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);

    private static final Map<List<Object>, Optional<Object>> RETURNED = new ConcurrentHashMap<>();

    private Remembered() {}

    /** Returns what the method returned when it was called with these arguments for the first time. */
    public static @Nullable Object call(Object self, String method, Object first, Object second) {
        return RETURNED.computeIfAbsent(
                        List.of(method, first, second), _ -> Optional.ofNullable(whole(self, method, first, second)))
                .orElse(null);
    }

    private static @Nullable Object whole(Object self, String method, Object first, Object second) {
        try {
            Method whole = Arrays.stream(self.getClass().getDeclaredMethods())
                    .filter(one -> one.getName().equals(method + WHOLE))
                    .findFirst()
                    .orElseThrow();
            whole.setAccessible(true);
            return whole.invoke(self, first, second);
        } catch (IllegalAccessException | InvocationTargetException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
