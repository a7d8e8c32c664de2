package strongroom.mdm;

/** Where the value that counts was set. */
public record Origin(Level level, Channel channel) {}
