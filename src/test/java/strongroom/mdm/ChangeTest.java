package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ChangeTest {

    @Test
    void what_a_phone_did_and_does_is_evaluated_once() {
        Situation situation =
                Scene.of("th_safe_enable=false").after("th_csi='7'").situation();

        Situation.Case looked = Objects.requireNonNull(situation.cases().get(Platform.IOS));
        Change change = Objects.requireNonNull(looked.change());

        assertThat(change.was()).isSameAs(change.was());
        assertThat(change.is()).isSameAs(change.is());
        assertThat(change.was().backup().mode()).isEqualTo(BackupMode.ALLOWED);
        assertThat(change.is().backup().mode()).isEqualTo(BackupMode.FORBIDDEN);
    }
}
