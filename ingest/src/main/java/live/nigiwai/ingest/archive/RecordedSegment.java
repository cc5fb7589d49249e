package live.nigiwai.ingest.archive;

/**
 * One media segment of one rung as the playlists list it. Ticks are 1/90 000 s on the show's axis:
 * its tfdt and its EXT-X-PROGRAM-DATE-TIME.
 *
 * @param number its media sequence number
 * @param discontinuity its discontinuity sequence number
 * @param init file name of the initialisation segment it needs; may be empty for a gap
 * @param gap there are no bytes: the rung had no pictures, or the recording stood still
 * @param slate a waiting picture of ours, not the presenter's
 * @param length in bytes, 0 for a gap
 */
public record RecordedSegment(
    String rung,
    long number,
    long discontinuity,
    String file,
    String init,
    long startTicks,
    long durationTicks,
    int pictures,
    boolean gap,
    boolean slate,
    int length) {
  public RecordedSegment {
    Names.rung(rung);
    Names.file(file);
    if (!gap || !init.isEmpty()) {
      Names.file(init);
    }
    if (number < 0 || discontinuity < 0 || startTicks < 0 || durationTicks <= 0 || pictures < 0) {
      throw new IllegalArgumentException("no segment is like " + number + " at " + startTicks);
    }
    if (length < 0 || gap != (length == 0)) {
      throw new IllegalArgumentException("a gap has no bytes, a segment has some: " + length);
    }
  }

  public long endTicks() {
    return startTicks + durationTicks;
  }

  /** The same place on the axis without anything in it. */
  RecordedSegment asGap() {
    return new RecordedSegment(
        rung, number, discontinuity, file, init, startTicks, durationTicks, 0, true, slate, 0);
  }
}
