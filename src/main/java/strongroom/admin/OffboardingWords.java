package strongroom.admin;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.Offboarding.Terms;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;

/**
 * A decision about somebody who leaves, as a person writes it: in options, or in the cells of a row.
 *
 * @param after in days; null for at once
 */
public record OffboardingWords(
        String keepId,
        String keepApp,
        String backup,
        @Nullable String after) {

    private static final int MOST_DAYS = 3_650;

    /** What one of the words is, and what it may be; it complains of a word that it is given with that. */
    interface Complaint extends BiFunction<Column, String, Message> {}

    /** The words by their names. */
    enum Column {
        KEEP_ID("yes|no"),
        KEEP_APP("yes|no"),
        BACKUP(Choices.form(Backups.class)),
        AFTER("a number of days from 0 to " + MOST_DAYS);

        private final String form;

        Column(String form) {
            this.form = form;
        }

        String form() {
            return form;
        }

        /** Returns the name of the column and, behind two hyphens, of the option. */
        @Override
        public String toString() {
            return Choices.word(this).replace('_', '-');
        }
    }

    /** What was meant; or what is wrong with it, null if nothing is. */
    record Read(Terms terms, int days, @Nullable Message complaint) {}

    Read read(Complaint complaint) {
        Boolean id = truth(keepId);
        Boolean app = truth(keepApp);
        Backups backups = Choices.read(Backups.class, backup);
        Integer days = after == null || after.isEmpty() ? Integer.valueOf(0) : Quantities.number(after, 0, MOST_DAYS);
        Message wrong = null;
        if (days == null) {
            wrong = complaint.apply(Column.AFTER, String.valueOf(after));
        }
        if (backups == null) {
            wrong = complaint.apply(Column.BACKUP, backup);
        }
        if (app == null) {
            wrong = complaint.apply(Column.KEEP_APP, keepApp);
        }
        if (id == null) {
            wrong = complaint.apply(Column.KEEP_ID, keepId);
        }
        return new Read(
                new Terms(Boolean.TRUE.equals(id), Boolean.TRUE.equals(app), backups == null ? Backups.KEEP : backups),
                days == null ? 0 : days,
                wrong);
    }

    static Message wrongOption(Column column, String value) {
        return Message.of(OffboardingCode.OFFBOARD_WORD_WRONG, "--" + column, value, column.form());
    }

    private static @Nullable Boolean truth(String word) {
        return switch (word) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            default -> null;
        };
    }
}
