package strongroom.web;

import java.nio.file.Path;

/** Where the certificate chain and its private key lie, both in PEM form; they may be one file. */
public record PemFiles(Path chain, Path key) {}
