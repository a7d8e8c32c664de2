package strongroom.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SyncSpeedTest {

    @TempDir
    private Path directory;

    @Test
    void less_than_twenty_microseconds_is_no_disk() {
        assertThat(SyncSpeed.isUnbelievable(19_999)).isTrue();
        assertThat(SyncSpeed.isUnbelievable(20_000)).isFalse();
    }

    @Test
    void the_file_stays_small_however_often_it_is_measured() throws IOException {
        try (FileChannel file =
                FileChannel.open(directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(SyncSpeed.medianNanos(file)).isPositive();
            assertThat(SyncSpeed.medianNanos(file)).isPositive();
            assertThat(file.size()).isEqualTo(1);
        }
    }
}
