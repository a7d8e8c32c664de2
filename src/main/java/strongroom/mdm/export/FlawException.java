package strongroom.mdm.export;

/** A flaw with which reading ends, on its way out of a reader; nobody outside this package sees one. */
final class FlawException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    FlawException(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}
