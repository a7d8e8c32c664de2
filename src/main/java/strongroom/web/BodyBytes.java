package strongroom.web;

/** A body in memory, with what it holds of the byte budget. */
final class BodyBytes implements AutoCloseable {

    private final byte[] bytes;
    private final BudgetClaim claim;

    BodyBytes(byte[] bytes, BudgetClaim claim) {
        this.bytes = bytes;
        this.claim = claim;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        claim.close();
    }

    @Override
    public String toString() {
        return "BodyBytes[" + bytes.length + " bytes]";
    }
}
