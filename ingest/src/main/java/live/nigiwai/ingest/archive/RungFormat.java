package live.nigiwai.ingest.archive;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What an initialisation segment says about the two tracks: what a decoder has to know, byte for
 * byte. Two segments with equal formats can stand in one MP4.
 */
final class RungFormat {
  private static final String VIDEO = "vide";
  private static final String SOUND = "soun";

  /**
   * @param id as in {@code tfhd}
   * @param description the whole {@code stsd} box
   * @param shape width and height as in {@code tkhd}, 16.16 each
   */
  record Track(int id, int timescale, byte[] description, long shape) {}

  private final Track video;
  private final Track sound;

  /**
   * @throws IllegalArgumentException if the bytes are not an initialisation segment of ours
   */
  RungFormat(byte[] init) {
    Map<String, Track> tracks = new HashMap<>();
    ByteBuffer movie = need(ByteBuffer.wrap(init), "moov");
    for (ByteBuffer trak = Boxes.next(movie, "trak");
        trak != null;
        trak = Boxes.next(movie, "trak")) {
      ByteBuffer header = need(trak, "tkhd");
      boolean large = header.get(0) == 1;
      int id = header.getInt(large ? 20 : 12);
      long shape = header.getLong(header.remaining() - 8);
      ByteBuffer media = need(trak, "mdia", "mdhd");
      int timescale = media.getInt(media.get(0) == 1 ? 20 : 12);
      ByteBuffer handler = need(trak, "mdia", "hdlr");
      byte[] kind = new byte[4];
      handler.get(8, kind);
      byte[] stsd = Boxes.box("stsd", Boxes.bytes(need(trak, "mdia", "minf", "stbl", "stsd")));
      tracks.put(
          new String(kind, java.nio.charset.StandardCharsets.US_ASCII),
          new Track(id, timescale, stsd, shape));
    }
    video = need(tracks, VIDEO);
    sound = need(tracks, SOUND);
  }

  private static Track need(Map<String, Track> tracks, String kind) {
    Track track = tracks.get(kind);
    if (track == null) {
      throw new IllegalArgumentException("an initialisation segment without a track " + kind);
    }
    return track;
  }

  private static ByteBuffer need(ByteBuffer in, String... path) {
    return Boxes.find(in, path)
        .orElseThrow(() -> new IllegalArgumentException("no " + String.join("/", path)));
  }

  Track video() {
    return video;
  }

  Track sound() {
    return sound;
  }

  boolean sameAs(RungFormat other) {
    return same(video(), other.video()) && same(sound(), other.sound());
  }

  private static boolean same(Track a, Track b) {
    return a.timescale == b.timescale
        && a.shape == b.shape
        && Arrays.equals(a.description, b.description);
  }
}
