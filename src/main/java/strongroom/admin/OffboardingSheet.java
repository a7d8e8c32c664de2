package strongroom.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.OffboardingOperations.Request;
import strongroom.admin.OffboardingWords.Column;
import strongroom.mdm.export.CsvSheet;
import strongroom.message.Message;
import strongroom.message.NearestName;
import strongroom.message.OffboardingCode;
import strongroom.message.Refusal;

/** A list of people who leave, with a decision in each row: {@code name,keep-id,keep-app,backup,after}, in any order. */
final class OffboardingSheet {

    private static final String NAME = "name";
    private static final List<String> COLUMNS = List.of(
            NAME,
            Column.KEEP_ID.toString(),
            Column.KEEP_APP.toString(),
            Column.BACKUP.toString(),
            Column.AFTER.toString());

    private final TypedNames names;
    private final Tenant tenant;

    OffboardingSheet(TypedNames names, Tenant tenant) {
        this.names = names;
        this.tenant = tenant;
    }

    /**
     * Reads a list.
     *
     * @throws Refusal if it is no such list, a row's decision is not one, or a row is nobody's; all of that is said at once
     */
    List<Request> read(byte[] file) {
        return switch (CsvSheet.read(file)) {
            case CsvSheet.Reading.Flawed(var flaws) -> throw PolicyFlaws.refusal(flaws);
            case CsvSheet.Reading.Read(CsvSheet sheet) -> requests(sheet);
        };
    }

    private List<Request> requests(CsvSheet sheet) {
        checkColumns(sheet.columns());
        List<Message> complaints = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        Set<String> known = new HashSet<>();
        names.accounts()
                .of(tenant.id())
                .forEach(entry -> known.add(entry.account().names().current().folded()));
        for (CsvSheet.Row row : sheet.rows()) {
            String place = PolicyFlaws.place(row.place());
            OffboardingWords.Read read = words(sheet, row)
                    .read((column, value) -> Message.of(
                            OffboardingCode.OFFBOARD_ROW_WORD_WRONG, place, column.toString(), value, column.form()));
            String name = cell(sheet, row, NAME);
            if (!isKnown(known, name)) {
                complaints.add(Message.of(
                        OffboardingCode.OFFBOARD_ROW_UNKNOWN,
                        place,
                        name,
                        tenant.names().slug().value()));
            } else if (read.complaint() != null) {
                complaints.add(read.complaint());
            }
            requests.add(new Request(name, read.terms(), read.days()));
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
        return requests;
    }

    private boolean isKnown(Set<String> known, String typed) {
        UserName name = UserName.parse(typed);
        return name != null
                && (known.contains(name.folded()) || names.accounts().find(tenant.id(), name) != null);
    }

    private static OffboardingWords words(CsvSheet sheet, CsvSheet.Row row) {
        return new OffboardingWords(
                cell(sheet, row, Column.KEEP_ID.toString()),
                cell(sheet, row, Column.KEEP_APP.toString()),
                cell(sheet, row, Column.BACKUP.toString()),
                sheet.columns().contains(Column.AFTER.toString()) ? cell(sheet, row, Column.AFTER.toString()) : null);
    }

    private static String cell(CsvSheet sheet, CsvSheet.Row row, String column) {
        return row.cells().get(sheet.columns().indexOf(column)).strip();
    }

    private static void checkColumns(List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw Refusal.failed(OffboardingCode.OFFBOARD_COLUMN_UNKNOWN, column, NearestName.of(column, COLUMNS));
            }
            if (!seen.add(column)) {
                throw Refusal.failed(OffboardingCode.OFFBOARD_COLUMN_TWICE, column);
            }
        }
        for (String column : COLUMNS) {
            if (!seen.contains(column) && !column.equals(Column.AFTER.toString())) {
                throw Refusal.failed(OffboardingCode.OFFBOARD_COLUMN_MISSING, column);
            }
        }
    }
}
