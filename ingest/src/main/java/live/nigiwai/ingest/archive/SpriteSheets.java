package live.nigiwai.ingest.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** stand-in */
public final class SpriteSheets {
  SpriteSheets(Path folder, Ledger ledger) {}

  public String vtt(List<RecordedSegment> listed) {
    return listed.toString();
  }

  public Optional<byte[]> sheet(int number) {
    return Optional.empty();
  }
}
