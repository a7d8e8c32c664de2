package strongroom.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.mdm.export.CsvFile;
import strongroom.message.Message;
import strongroom.message.NearestName;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** Reads a table of people: a row each, with all complaints about all rows at once. */
final class PeopleFile {

    /** The columns, with the setting of an account that each is; the first one must be there. */
    private static final Map<String, String> SETTINGS =
            Map.of("csi", "csi", "tags", "tags", "expiry", "expires", "kind", "kind");

    private static final String NAME = "name";
    private static final List<String> COLUMNS = List.of(NAME, "csi", "tags", "expiry", "kind");

    private final TenantId tenant;
    private final RandomGenerator random;
    private final List<Message> complaints = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private PeopleFile(TenantId tenant, RandomGenerator random) {
        this.tenant = tenant;
        this.random = random;
    }

    /**
     * A person, as an account that is not there yet.
     *
     * @param settings the keys of what the file has a column for
     */
    record Person(int row, Account account, Set<String> settings) {}

    /**
     * Reads a file.
     *
     * @throws Refusal if anything is wrong with it, with a message for each row
     */
    static List<Person> read(byte[] file, TenantId tenant, RandomGenerator random) {
        List<CsvFile.Row> rows = switch (CsvFile.read(file)) {
            case CsvFile.Reading.Rows(List<CsvFile.Row> read) -> read;
            case CsvFile.Reading.Broken(var flaw) -> throw PolicyFlaws.refusal(List.of(flaw));
        };
        return new PeopleFile(tenant, random).people(rows);
    }

    private List<Person> people(List<CsvFile.Row> rows) {
        if (rows.isEmpty()) {
            throw Refusal.failed(ProvisioningCode.PEOPLE_EMPTY);
        }
        List<String> header = header(rows.getFirst());
        List<Person> people = new ArrayList<>();
        for (CsvFile.Row row : rows.subList(1, rows.size())) {
            Person person = person(header, row);
            if (person != null) {
                people.add(person);
            }
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
        if (people.isEmpty()) {
            throw Refusal.failed(ProvisioningCode.PEOPLE_EMPTY);
        }
        return people;
    }

    private List<String> header(CsvFile.Row row) {
        List<String> columns = row.cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (int at = 0; at < columns.size(); at++) {
            String column = columns.get(at);
            if (!COLUMNS.contains(column)) {
                complaints.add(
                        Message.of(ProvisioningCode.PEOPLE_COLUMN_UNKNOWN, column, NearestName.of(column, COLUMNS)));
            } else if (columns.indexOf(column) < at) {
                complaints.add(Message.of(ProvisioningCode.PEOPLE_COLUMN_TWICE, column));
            }
        }
        if (!columns.contains(NAME)) {
            complaints.add(Message.of(ProvisioningCode.PEOPLE_NO_NAMES));
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
        return columns;
    }

    private @Nullable Person person(List<String> header, CsvFile.Row row) {
        if (row.cells().size() != header.size()) {
            complaints.add(Message.of(
                    ProvisioningCode.PEOPLE_CELL_COUNT,
                    row.number(),
                    row.cells().size(),
                    header.size()));
            return null;
        }
        int before = complaints.size();
        UserName name = name(row.number(), row.cells().get(header.indexOf(NAME)));
        Account account = name == null ? null : draft(name);
        for (int at = 0; account != null && at < header.size(); at++) {
            if (!header.get(at).equals(NAME)) {
                account = with(account, row, header.get(at), row.cells().get(at));
            }
        }
        return account == null || complaints.size() > before
                ? null
                : new Person(row.number(), account, settings(header));
    }

    private static Set<String> settings(List<String> header) {
        return header.stream().map(SETTINGS::get).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private @Nullable UserName name(int row, String typed) {
        UserName name = UserName.parse(typed);
        if (name == null) {
            complaints.add(
                    typed.isBlank()
                            ? Message.of(ProvisioningCode.PEOPLE_NAME_MISSING, row)
                            : Message.of(
                                    typed.indexOf(':') >= 0
                                            ? ProvisioningCode.PEOPLE_NAME_COLON
                                            : ProvisioningCode.PEOPLE_NAME_MALFORMED,
                                    row,
                                    typed));
            return null;
        }
        Integer first = seen.putIfAbsent(name.folded(), row);
        if (first != null) {
            complaints.add(Message.of(ProvisioningCode.PEOPLE_NAME_TWICE, row, name.value(), first));
            return null;
        }
        return name;
    }

    private Account draft(UserName name) {
        return new Account(
                AccountId.random(random),
                tenant,
                AccountNames.of(name),
                AccountKind.PERSONAL,
                Standing.NEW,
                Account.Labels.NONE,
                1);
    }

    /** What is wrong is complained of, and the account stays as it is, so that the next cell is looked at, too. */
    private Account with(Account account, CsvFile.Row row, String column, String cell) {
        String value = value(column, cell.strip());
        AccountSetting setting = AccountSetting.ALL.stream()
                .filter(one -> one.key().equals(SETTINGS.get(column)))
                .findFirst()
                .orElseThrow();
        Account changed = value.isEmpty() && column.equals("kind")
                ? account
                : setting.writing().with(account, new Assignment(setting.key(), value));
        if (changed == null || changed.kind() == AccountKind.PROBE) {
            String form = column.equals("kind") ? "personal|shared" : setting.form();
            complaints.add(Message.of(ProvisioningCode.PEOPLE_VALUE_INVALID, row.number(), column, cell, form));
            return account;
        }
        return changed;
    }

    /** As {@link AccountSetting} takes it: no expiry has a word there, and tags have commas between them. */
    private static String value(String column, String cell) {
        return switch (column) {
            case "expiry" -> cell.isEmpty() ? "none" : cell;
            case "tags" -> String.join(",", cell.split("[\\s,]+", -1));
            default -> cell;
        };
    }
}
