package strongroom.web;

/** What became of reading a request body. Only {@link Complete} holds anything. */
public sealed interface ReceivedBody {

    /** The whole body. Must be closed when its bytes are no longer kept in memory: until then they count in the byte budget. */
    record Complete(BodyBytes body) implements ReceivedBody, AutoCloseable {

        /** Returns the bytes themselves, not a copy; nobody else keeps them. */
        public byte[] bytes() {
            return body.bytes();
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** More than the limit was announced or came; the rest is still to be drained. */
    record TooLarge() implements ReceivedBody {}

    /** The client went away, or what it sent is not a whole body. Nobody reads the answer. */
    record Cut() implements ReceivedBody {}

    /** The client was too slow (G21). The connection ends with the answer, which is never 408: that would be sent again (P-19). */
    record TooSlow() implements ReceivedBody {}

    /** There was no memory within {@link ByteBudget#PATIENCE}: 503 with Retry-After. */
    record NoBudget() implements ReceivedBody {}
}
