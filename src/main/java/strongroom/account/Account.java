package strongroom.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login of a tenant. Its password hash lies elsewhere, with {@code credential}.
 *
 * @param revision moves with every change of this row
 */
public record Account(
        AccountId id,
        TenantId tenant,
        AccountNames names,
        AccountKind kind,
        Standing standing,
        Labels labels,
        long revision) {

    /**
     * What an organisation notes beside an account.
     *
     * @param tags free words, sorted
     * @param csi the person's identifier in the organisation, null if none is set; an account added with the csi of a removed one
     *     takes its backups over
     */
    public record Labels(List<String> tags, @Nullable String csi) {

        /** No tag and no csi. */
        public static final Labels NONE = new Labels(List.of(), null);

        public Labels {
            tags = tags.stream().distinct().sorted().toList();
        }
    }
}
