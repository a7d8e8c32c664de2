package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.SharedServer;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.conformance.Statement;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeServer;
import strongroom.web.RequestLog;

/**
 * The iPhone sends its whole body before it logs in, in small pieces, and reports a lost connection if it is cut off meanwhile
 * (safe-protocol 3): each of a hundred has to see its challenge and then succeed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class IPhoneUploadsTest {

    private static final int UPLOADS = 100;
    private static final int AT_A_TIME = 10;
    private static final int BYTES = 512 * 1024;
    private static final SafeServer.Login LOGIN = new SafeServer.Login("iphones", "correct horse 7");

    @RegisterExtension
    static final SharedServer PLAIN = SharedServer.plain();

    @RegisterExtension
    static final SharedServer TLS = SharedServer.tls();

    @Test
    @Statement("A-11")
    void a_hundred_uploads_get_their_challenge_and_succeed() throws Exception {
        assertAllSucceed(PLAIN, new SafeServer.Trust.JvmDefault());
    }

    @Test
    @Statement({"A-11", "P-07"})
    void a_hundred_uploads_over_tls_get_their_challenge_and_succeed() throws Exception {
        assertAllSucceed(TLS, new SafeServer.Trust.PemFile(TLS.certificate()));
    }

    private static void assertAllSucceed(SharedServer shared, SafeServer.Trust trust) throws Exception {
        // A shared account has room for any number of backups.
        shared.server().addAccount(Slug.DEFAULT, LOGIN.user(), LOGIN.password(), AccountKind.SHARED);
        SafeServer server = new SafeServer(shared.server().url(), LOGIN, trust);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
        Level before = logger.getLevel();
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
        Map<String, Integer> results = new TreeMap<>();
        try {
            for (PhoneResult.Upload result : upload(server)) {
                results.merge(name(result), 1, Integer::sum);
            }
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        Map<String, Integer> answers = answers(log.list);
        System.out.println("iPhone uploads of 512 KiB to " + server.url() + ": " + results + " " + answers);

        assertThat(results).containsOnly(Map.entry("uploaded 201", UPLOADS));
        assertThat(answers)
                .containsOnly(
                        Map.entry("GET config 401", UPLOADS),
                        Map.entry("GET config 200", UPLOADS),
                        Map.entry("PUT backups/{id} 401", UPLOADS),
                        Map.entry("PUT backups/{id} 201", UPLOADS));
        assertThat(shared.server().count("select 1 from backup where state = 'live'"))
                .isEqualTo(UPLOADS);
    }

    private static List<PhoneResult.Upload> upload(SafeServer server) throws Exception {
        IPhone phone = new IPhone(IPhone.Version.V7_2, Pace.MOBILE);
        List<PhoneResult.Upload> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<PhoneResult.Upload>> uploads = new ArrayList<>();
            for (int i = 0; i < UPLOADS; i++) {
                BackupId id = BackupId.of(Samples.bytes(BackupId.BYTES, i));
                Ciphertext blob = Ciphertext.owning(Samples.bytes(BYTES, i));
                uploads.add(threads.submit(() -> phone.upload(server, id, blob)));
            }
            for (Future<PhoneResult.Upload> upload : uploads) {
                results.add(upload.get());
            }
        }
        return results;
    }

    private static String name(PhoneResult.Upload result) {
        return result instanceof PhoneResult.Uploaded uploaded ? "uploaded " + uploaded.status() : result.toString();
    }

    private static Map<String, Integer> answers(List<ILoggingEvent> log) {
        Map<String, Integer> answers = new TreeMap<>();
        for (ILoggingEvent event : List.copyOf(log)) {
            Map<String, Object> pairs = new TreeMap<>();
            event.getKeyValuePairs().forEach(pair -> pairs.put(pair.key, pair.value));
            answers.merge(pairs.get("method") + " " + pairs.get("route") + " " + pairs.get("status"), 1, Integer::sum);
        }
        return answers;
    }
}
