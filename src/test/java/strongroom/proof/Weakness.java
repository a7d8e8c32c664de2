package strongroom.proof;

import io.javalin.http.Context;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.stream.Stream;
import strongroom.backup.BackupId;

/** One protection that can be taken out. */
enum Weakness {
    /** SQLite leaves its log unsynced at a commit: what most programs are content with. */
    NORMAL_SYNC,

    /** Phones are answered as soon as the work was done in memory, and its transaction is committed a little later. */
    ANSWER_BEFORE_COMMIT,

    /** Ages are counted on the wall clock instead of the retention clock. */
    WALL_CLOCK,

    /** A sweep trashes whatever is due, however much it is. */
    NO_BRAKE,

    /** What most clean-up jobs are: the wall clock, and no brake. */
    NAIVE_SWEEPER,

    /** Backups end with the announced days. */
    NO_GRACE,

    /** The next sweep empties the trash. */
    NO_TRASH,

    /** Every wrong request counts as a guess, a repeated one and one with the previous password too. */
    COUNT_REQUESTS,

    /** Nobody counts guesses. */
    NO_GUESS_LIMITS,

    /** Nobody watches for a few passwords tried at many accounts. */
    NO_SPRAY_WATCH,

    /** The store knows a backup by the plain hash of its ID. */
    PLAIN_LOOKUP,

    /** What is sealed and vouched for is not bound to its place or its facts. */
    UNBOUND_ROWS,

    /** Stored bytes and MACs are not compared. */
    UNCOMPARED_DIGESTS,

    /** The log of requests shows paths. */
    LOGGED_PATHS,

    /** Uploads are taken however little room there is. */
    NO_LOW_WATER_MARK,

    /** A refusal goes out while its request's body is still on the way. */
    UNDRAINED_REFUSALS,

    /** Requests run on a pool of platform threads as large as Javalin makes it. */
    POOLED_REQUESTS,

    /** A body may take as long as its sender likes. */
    PATIENT_BODIES,

    /** Bodies may take all of the heap. */
    UNLIMITED_MEMORY,

    /** A body may have eight MiB, whatever the tenant has set. */
    UNLIMITED_SIZE,

    /** Whatever follows {@code backups/} names a backup. */
    ANY_NAME,

    /** A stop waits for nobody. */
    HASTY_STOP,

    /** The write-ahead log is never moved into the database. */
    ENDLESS_LOG,

    /** Every request leaves something behind: memory, and now and then a descriptor. */
    LEAKING_REQUESTS,

    /** Logins are taken for UTF-8, whatever their bytes. */
    UTF8_ONLY,

    /** A login check takes its turn with nobody: each is begun at once. */
    NO_HASH_QUEUE,

    /** A name that nobody has is looked at with a hash that costs nothing. */
    HASTY_UNKNOWN_NAMES,

    /** An account that was read once is not read again. */
    REMEMBERED_ACCOUNTS,

    /** An account of any tenant logs in to every one. */
    NO_TENANT_CHECK,

    /** Whoever has a login replaces and deletes what he likes. */
    NO_OWNERSHIP_CHECK,

    /** Uploads are taken whatever the policy says. */
    NO_REFUSED_UPLOADS,

    /** Each refused upload is written down and logged, as if it were the first one of its day. */
    NOTE_EVERY_REFUSAL,

    /** A commit that failed is taken for one that went well. */
    SWALLOW_FAILED_COMMITS,

    /** After an fsync error the server goes on as if it had not been. */
    NO_FAIL_STOP,

    /** However quickly the disk confirms, it is believed. */
    BELIEVES_EVERY_SYNC;

    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final String QUEUED_THREAD_POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool";
    private static final String NAMED_ACCOUNT = """
            select a.* from account a join tenant t on t.id = a.tenant
            where a.tenant = (select ?) and a.removed_at is null and t.removed_at is null
                and (a.folded = (select ?) or (a.former_folded = (select ?) and a.former_until_at > (select ?)))
            order by case when a.folded = (select ?) then 0 else 1 end, a.id limit 1
            """;

    /** The places in the compiled program where the protection is. */
    List<Edit> edits() {
        return switch (this) {
            case NORMAL_SYNC ->
                List.of(
                        Edit.constant(
                                "strongroom.database.SqliteEngine",
                                "pragma synchronous=full",
                                "pragma synchronous=normal"),
                        Edit.nothing("strongroom.database.SqliteEngine", "refuseIfUnsafe"));
            case ANSWER_BEFORE_COMMIT ->
                List.of(
                        Edit.callAtEnd("strongroom.database.Pending", "run", "tell"),
                        Edit.redirected(
                                "strongroom.database.SqliteEngine", "commit", WriteBehind.class, WriteBehind.COMMIT));
            case WALL_CLOCK ->
                Stream.of("JdbcRetentionClock", "JdbcAccounts", "Deletes", "JdbcSealedRows")
                        .map(name -> Edit.text(
                                "strongroom.database." + name,
                                "seconds from retention_clock",
                                "unixepoch() from retention_clock"))
                        .toList();
            case NO_BRAKE -> List.of(Edit.nothing("strongroom.retention.SweepPlan", "isHeld"));
            case NAIVE_SWEEPER ->
                Stream.concat(WALL_CLOCK.edits().stream(), NO_BRAKE.edits().stream())
                        .toList();
            case NO_GRACE -> List.of(Edit.zeroFrom("strongroom.retention.RetentionPolicy", "graceDays"));
            case NO_TRASH -> List.of(Edit.nothing("strongroom.retention.RetentionPolicy", "purgeAt"));
            case COUNT_REQUESTS ->
                List.of(
                        Edit.nothing("strongroom.credential.Throttle", "isKnownWrong"),
                        Edit.nothing("strongroom.credential.Throttle", "giveBack"));
            case NO_GUESS_LIMITS ->
                List.of(Edit.redirected("strongroom.credential.TokenBucket", "take", Unlimited.class, Unlimited.TAKE));
            case NO_SPRAY_WATCH -> List.of(Edit.nothing("strongroom.credential.SprayWatch", "report"));
            case PLAIN_LOOKUP ->
                List.of(unsealed("strongroom.sealing.GenerationKeys", "lookup", OBJECT, OBJECT, named(BackupId.class)));
            case UNBOUND_ROWS ->
                List.of(unsealed("strongroom.sealing.Canonical", "encoded", ConstantDescs.CD_byte.arrayType(), OBJECT));
            case UNCOMPARED_DIGESTS -> List.of(Edit.always("strongroom.sealing.Digest", "equals"));
            case LOGGED_PATHS ->
                List.of(unsealed(
                        "strongroom.web.RequestLog", "routeOf", ConstantDescs.CD_String, named(Context.class)));
            case NO_LOW_WATER_MARK -> List.of(Edit.nothing("strongroom.database.Space", "isLow"));
            case UNDRAINED_REFUSALS -> List.of(Edit.nothing("strongroom.web.Bodies", "drain"));
            case POOLED_REQUESTS ->
                List.of(shortcut("strongroom.web.HttpServer", "threads", ClassDesc.of(QUEUED_THREAD_POOL), OBJECT));
            case PATIENT_BODIES ->
                List.of(
                        Edit.constant("strongroom.web.BodyPace", 30L, 3_000L),
                        Edit.constant("strongroom.web.BodyPace", 20L, 2_000L));
            case UNLIMITED_MEMORY -> List.of(Edit.always("strongroom.web.ByteBudget", "take"));
            case UNLIMITED_SIZE ->
                List.of(shortcut("strongroom.account.Announcement", "maxBackupBytes", ConstantDescs.CD_long, OBJECT));
            case ANY_NAME ->
                List.of(
                        Edit.always("strongroom.protocol.UrlPath", "isPlain"),
                        shortcut(
                                "strongroom.backup.BackupId",
                                "parse",
                                ClassDesc.of("strongroom.backup.BackupId"),
                                ConstantDescs.CD_String));
            case HASTY_STOP ->
                List.of(shortcut(
                        "strongroom.web.HttpSettings$Limits", "stop", ClassDesc.of("java.time.Duration"), OBJECT));
            case ENDLESS_LOG ->
                List.of(
                        Edit.nothing("strongroom.database.SqliteUpkeep", "afterCommit"),
                        Edit.nothing("strongroom.database.SqliteUpkeep", "whileIdle"));
            case LEAKING_REQUESTS ->
                List.of(shortcut(
                        "strongroom.web.RequestLog",
                        "write",
                        ConstantDescs.CD_void,
                        ConstantDescs.CD_String,
                        ClassDesc.of("io.javalin.http.Context"),
                        ConstantDescs.CD_float));
            case UTF8_ONLY -> List.of(Edit.always("strongroom.credential.BasicHeader", "isUtf8"));
            case NO_HASH_QUEUE -> List.of(Shortcut.ofHashing("strongroom.credential.HashingThreads", "run"));
            case HASTY_UNKNOWN_NAMES -> List.of(Shortcut.ofAbsent("strongroom.credential.Argon2Hasher", "absent"));
            case REMEMBERED_ACCOUNTS -> List.of(Edit.remembered("strongroom.database.JdbcCredentials", "find"));
            case NO_TENANT_CHECK ->
                List.of(Edit.constant(
                        "strongroom.database.AccountRows",
                        NAMED_ACCOUNT,
                        NAMED_ACCOUNT.replace("a.tenant = (select ?)", "(a.tenant = ? or true)")));
            case NO_OWNERSHIP_CHECK ->
                List.of(
                        Edit.nothing("strongroom.protocol.UploadExchange", "isAnothers"),
                        Edit.nothing("strongroom.database.TenantLimits", "isStrict"));
            case NO_REFUSED_UPLOADS -> List.of(Edit.always("strongroom.protocol.Switchboard", "mayUpload"));
            case NOTE_EVERY_REFUSAL ->
                List.of(
                        Edit.always("strongroom.database.Recently", "isNew"),
                        Edit.text("strongroom.database.JdbcEnforcements", "last_refused_at <= ?", "? is not null"));
            case SWALLOW_FAILED_COMMITS ->
                List.of(Edit.redirected(
                        "strongroom.database.SqliteEngine",
                        "commit",
                        Swallowed.class,
                        MethodTypeDesc.ofDescriptor("(Ljava/lang/Object;Ljava/sql/Connection;)V")));
            case NO_FAIL_STOP ->
                List.of(
                        Edit.nothing("strongroom.database.FailStop", "trip"),
                        Edit.nothing("strongroom.database.FailStop", "endProcess"));
            case BELIEVES_EVERY_SYNC -> List.of(Edit.nothing("strongroom.assembly.SyncSpeed", "isUnbelievable"));
        };
    }

    private static Edit unsealed(String className, String method, ClassDesc result, ClassDesc... parameters) {
        return Edit.redirected(className, method, Unsealed.class, MethodTypeDesc.of(result, parameters));
    }

    private static Edit shortcut(String className, String method, ClassDesc result, ClassDesc... parameters) {
        return Edit.redirected(className, method, Shortcuts.class, MethodTypeDesc.of(result, parameters));
    }

    private static ClassDesc named(Class<?> type) {
        return ClassDesc.of(type.getName());
    }

    byte[] applyTo(String className, byte[] compiled) {
        byte[] weakened = compiled;
        for (Edit edit : edits()) {
            if (edit.className().equals(className)) {
                weakened = edit.apply(weakened);
            }
        }
        return weakened;
    }
}
