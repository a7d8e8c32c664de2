package strongroom.proof;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import strongroom.credential.Allowance;

/** A budget that is never used up. */
public final class Unlimited {

    static final MethodTypeDesc TAKE = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private Unlimited() {}

    /** Allows it. */
    public static Object take(Object bucket) {
        return new Allowance.Granted();
    }
}
