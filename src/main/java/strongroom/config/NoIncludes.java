package strongroom.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;

/**
 * Answers every {@code include} of a file with nothing, and reports it. HOCON could fetch settings from the class path or from a URL,
 * and an error there would have neither a file nor a line.
 */
final class NoIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final Runnable report;

    NoIncludes(Runnable report) {
        this.report = report;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return nothing();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return nothing();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return nothing();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return nothing();
    }

    private ConfigObject nothing() {
        report.run();
        return ConfigFactory.empty().root();
    }
}
