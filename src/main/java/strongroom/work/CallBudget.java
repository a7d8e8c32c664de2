package strongroom.work;

/** Counts the calls of a day, which the Work API limits (mdm-policy 8.4). Thread-safe. */
@FunctionalInterface
public interface CallBudget {

    /** How many requests a subscription may make each day. */
    int MOST = 10_000;

    /** Takes one call before it is made, also one that is repeated; false if none is left today. */
    boolean take();
}
