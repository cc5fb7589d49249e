package live.nigiwai.ingest.archive;

import java.util.Optional;

/** Opens the storage that the configuration names. */
final class Storages {
  private Storages() {}

  static Optional<ArchiveStorage> open(ArchiveConfig.Storage config) {
    return switch (config.kind()) {
      case LOCAL -> Optional.empty();
      case FOLDER -> Optional.of(new FolderStorage(config.folder().orElseThrow()));
      case S3 -> Optional.of(new S3Storage(config.s3()));
    };
  }
}
