package strongroom.database;

import org.jspecify.annotations.Nullable;

/** {@link Transactions} on the writer's and the readers' threads. */
final class StoreThreads implements Transactions, AutoCloseable {

    private final Writer writer;
    private final Readers readers;
    private final Patience patience;

    StoreThreads(Engine engine, FailStop failStop, int readers, Patience patience) {
        this.writer = new Writer(engine, failStop);
        this.readers = new Readers(engine, failStop, readers);
        this.patience = patience;
    }

    void start() {
        writer.start();
        readers.start();
    }

    Writer writer() {
        return writer;
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        return write(0, work);
    }

    @Override
    public <T extends @Nullable Object> T write(int bytes, Work<T> work) {
        if (writer.isCurrentThread()) {
            throw new IllegalStateException("a change cannot wait for another one");
        }
        Pending<T> pending = new Pending<>(work, bytes);
        writer.submit(pending);
        return pending.await(patience);
    }

    @Override
    public void writeLater(Work<?> work) {
        writeLater(0, work);
    }

    @Override
    public void writeLater(int bytes, Work<?> work) {
        writer.submitNote(new Pending<>(work, bytes));
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        Pending<T> pending = new Pending<>(work, 0);
        readers.submit(pending);
        return pending.await(patience);
    }

    /** Ends the readers first, so that the writer finds nobody in its way when it empties the log. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
