package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import strongroom.account.Access;
import strongroom.account.Tenant;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.Offboarding.Terms;
import strongroom.admin.OffboardingOperations.Line;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;

/**
 * What to know before somebody leaves, what to do elsewhere, and what none of it reaches.
 *
 * <p>The calls are those of the Threema Work API as it is documented (mdm-policy section 8.4), with words in capitals for what is not
 * known here. Nothing of them is ever called: Strongroom touches neither users nor IDs.
 */
public final class OffboardingAdvice {

    private static final String USER = "https://work.threema.ch/api/v1/users/THREEMA-ID";
    private static final String CREDENTIAL = "https://work.threema.ch/api/v1/credentials/CREDENTIAL-ID";
    private static final int MOST_NAMES = 5;

    private OffboardingAdvice() {}

    /** Returns what should make somebody think again; who is concerned stands in each. */
    static List<Message> warnings(Tenant tenant, List<Line> lines) {
        boolean readsNeedLogin = tenant.settings().access().restoreLogin() == Access.RestoreLogin.REQUIRED;
        Map<OffboardingCode, List<String>> concerned = new TreeMap<>();
        note(concerned, OffboardingCode.OFFBOARD_NO_TIME, lines, line -> hasNoTime(line, readsNeedLogin));
        note(
                concerned,
                OffboardingCode.OFFBOARD_USELESS,
                lines,
                line -> !line.terms().keepId() && line.terms().backups() == Backups.KEEP);
        note(
                concerned,
                OffboardingCode.OFFBOARD_REVOKED_BEFORE,
                lines,
                line -> line.before() != null
                        && !line.before().terms().keepId()
                        && line.terms().keepId());
        List<Message> warnings = new ArrayList<>();
        concerned.forEach((code, names) -> warnings.add(Message.of(code, some(names))));
        return warnings;
    }

    /** Whoever keeps the ID wants its backup, which is out of reach at once, be it gone or behind a login that has ended. */
    private static boolean hasNoTime(Line line, boolean readsNeedLogin) {
        boolean hasBackup = !line.belongings().backups().isEmpty();
        return line.terms().keepId()
                && line.days() == 0
                && hasBackup
                && (line.terms().backups() != Backups.KEEP || readsNeedLogin);
    }

    private static void note(
            Map<OffboardingCode, List<String>> concerned,
            OffboardingCode code,
            List<Line> lines,
            Predicate<Line> isConcerned) {
        List<String> names = lines.stream().filter(isConcerned).map(Line::name).toList();
        if (!names.isEmpty()) {
            concerned.put(code, names);
        }
    }

    /** Returns names as they stand in a sentence; of very many the first and how many there are. */
    public static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() <= MOST_NAMES ? first : first + ", … (" + names.size() + ")";
    }

    /** Returns what an administrator does elsewhere, in this order: the ID before the credential that it hangs on (R11, R12, R13). */
    public static List<Message> steps(Offboarding offboarding) {
        Terms terms = offboarding.terms();
        List<Message> steps = new ArrayList<>();
        if (terms.keepId() && !offboarding.after().isZero() && offboarding.doneAt() == null) {
            steps.add(Message.of(OffboardingCode.STEP_TELL, offboarding.dueAt()));
        }
        steps.add(
                terms.keepId()
                        ? Message.of(OffboardingCode.STEP_DETACH, "POST " + USER + "/detach")
                        : Message.of(OffboardingCode.STEP_REVOKE, "DELETE " + USER));
        if (terms.keepApp()) {
            steps.add(Message.of(OffboardingCode.STEP_PARAMETERS, "DELETE " + CREDENTIAL + "/mdm/th_safe_server_url"));
        } else {
            steps.add(Message.of(OffboardingCode.STEP_CREDENTIAL, "DELETE " + CREDENTIAL));
            steps.add(Message.of(OffboardingCode.STEP_WIPE));
        }
        return steps;
    }

    /** Returns what an offboarding does not reach. */
    public static List<Message> limits() {
        return List.of(
                Message.of(OffboardingCode.LEAVES_PHONE),
                Message.of(OffboardingCode.LEAVES_DIRECTORY),
                Message.of(OffboardingCode.LEAVES_COPIES),
                Message.of(OffboardingCode.LEAVES_EVENTS),
                Message.of(OffboardingCode.LEAVES_OTHERS));
    }
}
