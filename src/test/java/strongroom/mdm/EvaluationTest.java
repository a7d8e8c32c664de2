package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EvaluationTest {

    static List<Table.Row> backupTable() {
        return Table.read("backup-table.txt");
    }

    static List<Table.Row> restoreTable() {
        return Table.read("restore-table.txt");
    }

    static List<Table.Row> setUpTable() {
        return Table.read("set-up-table.txt");
    }

    static List<Table.Row> serverTable() {
        return Table.read("server-table.txt");
    }

    @ParameterizedTest
    @MethodSource("backupTable")
    void the_backup_follows_the_table(Table.Row row) {
        for (Policy policy : Cells.policies(row)) {
            for (Platform platform : Platform.values()) {
                Evaluation evaluation = Evaluation.of(policy, platform);

                assertThat(evaluation.backup().mode() + (evaluation.passwordPreset() ? " managed" : ""))
                        .as("%s on %s", policy, platform)
                        .isEqualTo(row.get(platform.toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("restoreTable")
    void the_restore_follows_the_table(Table.Row row) {
        for (Policy policy : Cells.policies(row)) {
            for (Platform platform : Platform.values()) {
                Evaluation evaluation = Evaluation.of(policy, platform);

                assertThat(evaluation.restore().mode())
                        .as("%s on %s", policy, platform)
                        .hasToString(row.get(platform.toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setUpTable")
    void the_first_set_up_follows_the_table(Table.Row row) {
        for (Policy policy : Cells.policies(row)) {
            for (Platform platform : Platform.values()) {
                Evaluation evaluation = Evaluation.of(policy, platform);

                assertThat(evaluation.firstSetUp())
                        .as("%s on %s", policy, platform)
                        .hasToString(row.get(platform.toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("serverTable")
    void the_server_is_preset_as_the_table_says(Table.Row row) {
        for (Policy policy : Cells.policies(row)) {
            for (Platform platform : Platform.values()) {
                Evaluation evaluation = Evaluation.of(policy, platform);

                assertThat(evaluation.serverPreset() ? "yes" : "no")
                        .as("%s on %s", policy, platform)
                        .isEqualTo(row.get(platform.toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .                                                        | BOTH        | SAFE_UNSET       | NO_RESTORE_ID
            th_disable_backups=true th_safe_enable=true              | ANDROID     | BACKUPS_DISABLED | NO_RESTORE_ID
            th_disable_backups=true th_safe_restore_enable=false     | IOS         | BACKUPS_DISABLED | BACKUPS_DISABLED
            th_disable_backups=true th_safe_restore_enable=false     | ANDROID     | BACKUPS_DISABLED | RESTORE_FALSE
            th_safe_enable=false                                     | BOTH        | SAFE_FALSE       | NO_RESTORE_ID
            th_safe_enable=true th_safe_restore_id='ABCD1234'        | BOTH        | SAFE_TRUE        | RESTORE_ID_ALONE
            th_safe_password='x'*8 th_safe_restore_id='ABCD1234'     | BOTH        | SAFE_UNSET       | RESTORE_ID_AND_PASSWORD
            th_safe_password='x'*7 th_safe_restore_id='ABCD1234'     | ANDROID     | SAFE_UNSET       | RESTORE_ID_ALONE
            th_safe_password='x'*7 th_safe_restore_id='ABCD1234'     | IOS         | SAFE_UNSET       | RESTORE_ID_AND_PASSWORD
            th_safe_restore_enable=false th_safe_restore_id='ABCD1234' | BOTH      | SAFE_UNSET       | RESTORE_FALSE
            """)
    void the_reason_is_what_decided(String policy, String where, Reason backup, Reason restore) {
        List<Platform> platforms = where.equals("BOTH") ? List.of(Platform.values()) : List.of(Platform.valueOf(where));

        assertThat(platforms).allSatisfy(platform -> {
            Evaluation evaluation = Evaluation.of(Written.policy(policy), platform);
            assertThat(evaluation.backup().reason()).isEqualTo(backup);
            assertThat(evaluation.restore().reason()).isEqualTo(restore);
        });
    }

    @Test
    void a_password_that_is_not_stored_counts_by_its_length() {
        for (Length length : Length.values()) {
            Policy policy = Written.policy("th_safe_enable=true th_safe_restore_id='ABCD1234'")
                    .with(Parameter.TH_SAFE_PASSWORD, new Value.Concealed(length, Set.of(), null, 1));
            Policy written = Written.policy("th_safe_enable=true th_safe_restore_id='ABCD1234' th_safe_password='x'*"
                    + switch (length) {
                        case EMPTY -> 0;
                        case SHORT -> 7;
                        case USABLE -> 8;
                        case LONG -> 4097;
                    });

            for (Platform platform : Platform.values()) {
                assertThat(Evaluation.of(policy, platform)).isEqualTo(Evaluation.of(written, platform));
            }
        }
    }
}
