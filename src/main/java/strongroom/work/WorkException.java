package strongroom.work;

/** Carries a failure out of the depths of a conversation; it becomes a {@link WorkResult.Failed} before anybody else sees it. */
final class WorkException extends Exception {

    private final transient WorkFailure failure;

    WorkException(WorkFailure failure) {
        super(failure.getClass().getSimpleName(), null, false, false);
        this.failure = failure;
    }

    WorkFailure failure() {
        return failure;
    }
}
