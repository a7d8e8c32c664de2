package strongroom.work;

/** What came of asking the Work API. */
public sealed interface WorkResult<T> {

    /** It was done. */
    record Done<T>(T value) implements WorkResult<T> {}

    /** It was not; what a call was to write may nevertheless be written if it {@link WorkFailure.Unavailable was not answered}. */
    record Failed<T>(WorkFailure why) implements WorkResult<T> {}
}
