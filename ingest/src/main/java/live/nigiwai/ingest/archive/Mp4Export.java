package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one MP4 of a recording, or of a part of it, without encoding anything.
 *
 * <p>Slates and gaps are left out and the holes are closed. The cut is exact to the picture:
 * decoding starts at the key frame before the in point, and an edit list hides what comes before
 * it.
 */
final class Mp4Export {
  /** What became of the wish. */
  sealed interface Outcome {}

  record Ready(Mp4File file) implements Outcome {}

  /**
   * The rung changed its size or its encoder in the middle, which one MP4 cannot carry.
   *
   * @param rungs that did not, in the same time
   * @param parts of this rung, each of which can be had
   */
  record Mixed(List<String> rungs, List<Part> parts) implements Outcome {}

  /** There is nothing of that rung in that time. */
  record Nothing() implements Outcome {}

  record Part(long fromTicks, long toTicks) {}

  private final Recording recording;
  private final long from;
  private final long to;

  /** By file name; an init that cannot be read has none. */
  private final Map<String, Optional<RungFormat>> formats = new HashMap<>();

  private Mp4Export(Recording recording, long from, long to) {
    this.recording = recording;
    this.from = from;
    this.to = to;
  }

  /**
   * Blocks while it reads what is known of the samples, about 1 ms for a minute.
   *
   * @param from in ticks, or 0 from the beginning
   * @param to in ticks, or {@link Long#MAX_VALUE} to the end
   */
  static Outcome plan(Recording recording, String rung, long from, long to) throws IOException {
    return new Mp4Export(recording, from, to).plan(rung);
  }

  private Outcome plan(String rung) throws IOException {
    Ledger.Track track = recording.ledger().find(rung).orElse(null);
    List<IndexLine.Kept> chosen = track == null ? List.of() : choose(rung, track);
    if (track == null || chosen.isEmpty()) {
      return new Nothing();
    }
    List<Part> parts = parts(rung, chosen);
    if (parts.size() > 1) {
      return new Mixed(rungsOfOneFormat(rung), parts);
    }
    RungFormat format = format(rung, chosen.getFirst()).orElseThrow();
    Mp4Timeline timeline = new Mp4Timeline(format, from, to);
    Path headsFile = recording.folder().resolve(RecordingFiles.heads(rung));
    try (FileChannel heads = FileChannel.open(headsFile)) {
      for (int i = 0; i < chosen.size(); i++) {
        IndexLine.Kept kept = chosen.get(i);
        byte[] bytes = Piece.Local.read(heads, kept.headsOffset(), kept.headsLength());
        timeline.add(kept, Run.of(bytes), i == chosen.size() - 1);
      }
    }
    byte[] head = Mp4Head.write(timeline, recording.startedAt().getEpochSecond());
    return new Ready(
        new Mp4File(recording, track, head, timeline.extents(), timeline.durationTicks()));
  }

  private List<IndexLine.Kept> choose(String rung, Ledger.Track track) {
    List<IndexLine.Kept> chosen = new ArrayList<>();
    for (RecordedSegment segment : track.segments()) {
      if (!segment.gap()
          && !segment.slate()
          && segment.pictures() > 0
          && segment.endTicks() > from
          && segment.startTicks() < to) {
        track
            .kept(segment.file())
            .filter(kept -> kept.headsLength() > 0 && format(rung, kept).isPresent())
            .filter(kept -> recording.find(rung, segment.file()).isPresent())
            .ifPresent(chosen::add);
      }
    }
    return chosen;
  }

  private Optional<RungFormat> format(String rung, IndexLine.Kept kept) {
    return formats.computeIfAbsent(
        rung + "/" + kept.segment().init(),
        key -> {
          try {
            return recording
                .init(rung, kept.segment().init())
                .map(init -> new RungFormat(init.bytes()));
          } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
          }
        });
  }

  private List<Part> parts(String rung, List<IndexLine.Kept> chosen) {
    List<Part> parts = new ArrayList<>();
    RungFormat before = null;
    for (IndexLine.Kept kept : chosen) {
      RecordedSegment segment = kept.segment();
      RungFormat format = format(rung, kept).orElseThrow();
      if (before != null && format.sameAs(before)) {
        Part open = parts.removeLast();
        parts.add(new Part(open.fromTicks, segment.endTicks()));
      } else {
        parts.add(new Part(segment.startTicks(), segment.endTicks()));
      }
      before = format;
    }
    return parts;
  }

  private List<String> rungsOfOneFormat(String but) {
    return recording.rungs().stream()
        .filter(rung -> !rung.equals(but))
        .filter(
            rung -> {
              List<IndexLine.Kept> chosen =
                  choose(rung, recording.ledger().find(rung).orElseThrow());
              return !chosen.isEmpty() && parts(rung, chosen).size() == 1;
            })
        .toList();
  }
}
