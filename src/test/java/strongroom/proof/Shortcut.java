package strongroom.proof;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Supplier;
import strongroom.credential.PasswordHash;

/** Ways past the care that is taken with logins. */
public final class Shortcut {

    private static final ClassDesc SUPPLIER = ClassDesc.of("java.util.function.Supplier");

    private Shortcut() {}

    static Edit ofHashing(String className, String method) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, SUPPLIER);
        return Edit.redirected(className, method, Shortcut.class, type);
    }

    static Edit ofAbsent(String className, String method) {
        ClassDesc hash = ClassDesc.of("strongroom.credential.PasswordHash");
        return Edit.redirected(className, method, Shortcut.class, MethodTypeDesc.of(hash, ConstantDescs.CD_Object));
    }

    /** Does the job where the request is answered, without a turn or a limit. */
    public static Object run(Object self, Supplier<?> job) {
        return job.get();
    }

    /** A hash that nothing matches, and that is computed at once. */
    public static PasswordHash absent(Object self) {
        return new PasswordHash(
                "$argon2id$v=19$m=8,t=1,p=1$c29tZXRoaW5nc29tZXRoaQ$" + "c29tZXRoaW5nIHRoYXQgbm90aGluZyBoYXNoZXMgdG8");
    }
}
