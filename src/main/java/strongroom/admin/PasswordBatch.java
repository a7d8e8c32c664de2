package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.Password;
import strongroom.credential.PasswordHash;
import strongroom.credential.PasswordHasher;

/** Hashes many passwords, a few at a time: each takes a core for milliseconds and megabytes of memory. Used by one thread. */
final class PasswordBatch implements AutoCloseable {

    private final PasswordHasher hasher;
    private final ExecutorService threads;

    PasswordBatch(PasswordHasher hasher, int threads) {
        this.hasher = hasher;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("hash-", 0).factory());
    }

    /** Returns the hashes in the order of the passwords. */
    List<PasswordHash> hashes(List<GeneratedPassword> passwords) {
        List<Callable<PasswordHash>> jobs = new ArrayList<>();
        for (GeneratedPassword password : passwords) {
            jobs.add(() -> hash(password));
        }
        try {
            List<PasswordHash> hashes = new ArrayList<>();
            for (Future<PasswordHash> done : threads.invokeAll(jobs)) {
                hashes.add(done.get());
            }
            return hashes;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the hashing was interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a password could not be hashed", failed.getCause());
        }
    }

    private PasswordHash hash(GeneratedPassword generated) {
        Password password = generated.password();
        try {
            return hasher.hash(password);
        } finally {
            password.wipe();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
