package strongroom.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.UserName;
import strongroom.admin.PeopleFile.Person;
import strongroom.admin.ProvisioningChanges.Passwords;
import strongroom.message.Message;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/**
 * A table of people beside the accounts that are there.
 *
 * @param newcomers who are not there yet, as accounts
 * @param waiting whom an earlier run added whose passwords nobody was handed
 * @param unchanged how many are there as the table has them, waiting ones not counted
 * @param different in what the table differs from accounts that are there
 */
public record Roster(List<Account> newcomers, List<Account> waiting, int unchanged, List<Difference> different) {

    public Roster {
        newcomers = List.copyOf(newcomers);
        waiting = List.copyOf(waiting);
        different = List.copyOf(different);
    }

    /**
     * A setting of an account that is there; the table does not change it.
     *
     * @param here as it is
     * @param there as the table has it
     */
    public record Difference(int row, String account, String setting, String here, String there) {}

    /**
     * Compares.
     *
     * @throws Refusal if a name still belongs to somebody who was renamed
     */
    static Roster of(
            List<Person> people, List<Accounts.Entry> entries, Map<AccountId, Passwords> passwords, Instant now) {
        Map<String, Account> current = new HashMap<>();
        Map<String, Account> former = new HashMap<>();
        for (Accounts.Entry entry : entries) {
            Account account = entry.account();
            current.put(account.names().current().folded(), account);
            UserName before = account.names().former();
            Instant until = account.names().formerUntil();
            if (before != null && until != null && now.isBefore(until)) {
                former.put(before.folded(), account);
            }
        }
        List<Account> newcomers = new ArrayList<>();
        List<Account> waiting = new ArrayList<>();
        List<Difference> different = new ArrayList<>();
        List<Message> complaints = new ArrayList<>();
        int unchanged = 0;
        for (Person person : people) {
            String name = person.account().names().current().folded();
            Account there = current.get(name);
            Account renamed = former.get(name);
            if (there != null) {
                List<Difference> found = differences(person, there);
                different.addAll(found);
                boolean waits =
                        passwords.getOrDefault(there.id(), Passwords.NONE).handoutSince() != null;
                if (waits) {
                    waiting.add(there);
                } else if (found.isEmpty()) {
                    unchanged++;
                }
            } else if (renamed != null) {
                complaints.add(formerName(person, renamed));
            } else {
                newcomers.add(person.account());
            }
        }
        if (!complaints.isEmpty()) {
            throw PolicyFlaws.refused(complaints);
        }
        return new Roster(newcomers, waiting, unchanged, different);
    }

    private static Message formerName(Person person, Account renamed) {
        return Message.of(
                ProvisioningCode.PEOPLE_NAME_FORMER,
                person.row(),
                person.account().names().current().value(),
                renamed.names().current().value());
    }

    private static List<Difference> differences(Person person, Account there) {
        List<Difference> found = new ArrayList<>();
        for (AccountSetting setting : AccountSetting.ALL) {
            SettingValue here = setting.of(there);
            SettingValue wanted = setting.of(person.account());
            if (person.settings().contains(setting.key()) && !here.equals(wanted)) {
                found.add(new Difference(
                        person.row(), there.names().current().value(), setting.key(), here.text(), wanted.text()));
            }
        }
        return found;
    }

    /** Returns all whose passwords are to be handed out, in the order of the table within each part. */
    List<Account> toHandOut() {
        List<Account> all = new ArrayList<>(waiting);
        all.addAll(newcomers);
        return all;
    }

    /** Counts newcomers by tag, those without one under the empty text, so that a large table can be taken in stages. */
    public SequencedMap<String, Integer> tags() {
        SequencedMap<String, Integer> tags = new TreeMap<>();
        for (Account account : newcomers) {
            List<String> own = account.labels().tags();
            (own.isEmpty() ? List.of("") : own).forEach(tag -> tags.merge(tag, 1, Integer::sum));
        }
        return Collections.unmodifiableSequencedMap(tags);
    }

    /** Returns the people of a tag; all if it is null. */
    static List<Person> tagged(List<Person> people, @Nullable String tag) {
        return tag == null
                ? people
                : people.stream()
                        .filter(person -> person.account().labels().tags().contains(tag))
                        .toList();
    }
}
