package strongroom.config;

import org.jspecify.annotations.Nullable;

/** The text of a setting as somebody wrote it, or its default, and where; null text means that the server shall decide. */
record Written(String key, @Nullable String text, String where) {}
