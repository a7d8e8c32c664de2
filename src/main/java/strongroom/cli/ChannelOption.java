package strongroom.cli;

import picocli.CommandLine.Option;
import strongroom.mdm.Channel;

/** By which way a parameter travels. */
final class ChannelOption {

    @Option(
            names = "--channel",
            paramLabel = "external|cockpit",
            defaultValue = "external",
            description = "a device manager, or Threema's cockpit (default: ${DEFAULT-VALUE})")
    Channel channel = Channel.EXTERNAL;
}
