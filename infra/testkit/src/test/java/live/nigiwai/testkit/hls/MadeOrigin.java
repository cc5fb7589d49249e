package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import live.nigiwai.testkit.hls.MadeMedia.Run;
import live.nigiwai.testkit.hls.MadeMedia.Sample;

/**
 * Serves a {@link MadeShow} as an origin should, in memory and in a time of its own: held requests
 * make the time pass.
 */
class MadeOrigin extends MadeShow implements Fetcher, Pace {
  static final URI INDEX = URI.create("http://made.example/hls/show/index.m3u8");

  /** What was asked for, the path and the query. */
  final List<String> requests = new ArrayList<>();

  private long nanos;

  // Time ---------------------------------------------------------------------------------------

  @Override
  public long nanos() {
    return nanos;
  }

  double seconds() {
    return nanos / 1e9;
  }

  @Override
  public void pause(Duration time) {
    nanos += time.toNanos();
  }

  private double age() {
    return Math.min(seconds(), stopsAfter());
  }

  private boolean ended() {
    return endsWithEndlist() && seconds() >= stopsAfter();
  }

  /** Parts there are, counted from the first of the first segment. */
  private int published() {
    int parts = LISTED * PARTS + (int) Math.floor(age() * 3 + 1e-9);
    return lowLatency() && !ended() ? parts : parts / PARTS * PARTS;
  }

  private int open() {
    return FIRST + published() / PARTS;
  }

  private int openParts() {
    return published() % PARTS;
  }

  private boolean there(int number, int part) {
    return (number - FIRST) * PARTS + part < published();
  }

  /** Passes time until a part is there; whether it came. */
  private boolean await(int number, int part) {
    for (int i = 0; i < 800 && !there(number, part) && !ended(); i++) {
      nanos += 10_000_000;
    }
    return there(number, part) || ended();
  }

  // Answers ------------------------------------------------------------------------------------

  @Override
  public Response get(URI uri, Map<String, String> headers) throws IOException {
    nanos += 2_000_000;
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    String path = uri.getPath().replaceFirst("/hls/show/", "");
    requests.add(query.isEmpty() ? path : path + "?" + query);
    Response response;
    if (path.endsWith(".m3u8")) {
      response = playlist(path.replace(".m3u8", ""), query, headers);
    } else {
      byte[] bytes = bytes(path);
      response =
          bytes.length == 0
              ? refusal(404)
              : new Response(
                  200,
                  Map.of(
                      "content-type",
                      pictures() ? "video/mp4" : "audio/mp4",
                      "cache-control",
                      "public, max-age=86400, immutable",
                      "content-length",
                      "" + bytes.length,
                      "access-control-allow-origin",
                      "*"),
                  file(path, bytes));
    }
    return response(uri, response);
  }

  static Response refusal(int status) {
    return new Response(
        status,
        Map.of("cache-control", "no-store", "access-control-allow-origin", "*"),
        new byte[0]);
  }

  private Response playlist(String name, String query, Map<String, String> headers)
      throws IOException {
    String text;
    if (name.equals("index")) {
      text = multivariant();
    } else {
      int refused = decide(query);
      if (refused != 0) {
        return refusal(refused);
      }
      text = media(name, query.contains("_HLS_skip=YES") && lowLatency() && !ended());
    }
    byte[] body = text(name, query, text).getBytes(UTF_8);
    Map<String, String> sent = new HashMap<>();
    sent.put("content-type", "application/vnd.apple.mpegurl");
    sent.put("cache-control", "no-cache");
    sent.put("vary", "Accept-Encoding");
    sent.put("access-control-allow-origin", "*");
    if ("gzip".equals(headers.get("accept-encoding"))) {
      sent.put("content-encoding", "gzip");
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(body);
      }
      body = packed.toByteArray();
    }
    return new Response(200, sent, body);
  }

  /** The decision table: 0 to answer now. */
  private int decide(String query) {
    if (!lowLatency() || ended()) {
      return 0;
    }
    Map<String, Integer> asked = new HashMap<>();
    for (String one : query.split("&")) {
      if (one.matches("_HLS_(msn|part)=\\d+")) {
        asked.put(one.substring(5, one.indexOf('=')), Integer.parseInt(one.replaceAll(".*=", "")));
      } else if (one.matches("_HLS_(msn|part)=.*")) {
        return 400;
      }
    }
    Integer number = asked.get("msn");
    int part = asked.getOrDefault("part", PARTS - 1);
    if (number == null) {
      return asked.containsKey("part") ? 400 : 0;
    }
    if (number > open() + 1 || number == open() && part > openParts() + 9) {
      return 400;
    }
    if (part >= PARTS) {
      number++;
      part = 0;
    }
    return !blocks() || await(number, part) ? 0 : 503;
  }

  private String multivariant() {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    renditions()
        .forEach(
            (name, width) -> {
              text.append("#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=500000,");
              text.append(pictures() ? "CODECS=\"avc1.42c01e,mp4a.40.2\"" : "CODECS=\"mp4a.40.2\"");
              if (pictures()) {
                text.append(",RESOLUTION=" + width + "x" + width / 2 + ",FRAME-RATE=30.000");
              }
              text.append("\n" + name + ".m3u8\n");
            });
    return text.toString();
  }

  private Map<String, Integer> renditions() {
    Map<String, Integer> renditions = new LinkedHashMap<>();
    renditions.put("source", 640);
    if (pictures()) {
      renditions.put("small", 320);
    }
    return renditions;
  }

  private String media(String name, boolean delta) {
    int first = Math.max(FIRST, open() - listed());
    boolean parts = lowLatency() && !ended();
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:9\n");
    text.append("#EXT-X-TARGETDURATION:4\n");
    if (parts) {
      text.append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.05,");
      text.append("HOLD-BACK=12,CAN-SKIP-UNTIL=24\n#EXT-X-PART-INF:PART-TARGET=0.35\n");
    }
    text.append("#EXT-X-MEDIA-SEQUENCE:" + first + "\n");
    text.append("#EXT-X-DISCONTINUITY-SEQUENCE:" + discontinuity(name, first) + "\n");
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    int from = delta ? Math.max(first, open() - 12) : first;
    if (from > first) {
      text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=" + (from - first) + "\n");
    }
    for (int number = from; number <= open(); number++) {
      boolean begun = number < open() || openParts() > 0;
      if (begun) {
        segment(text, name, number, number == first, parts);
      }
    }
    if (ended()) {
      return text.append("#EXT-X-ENDLIST\n").toString();
    }
    if (parts) {
      text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"");
      text.append(partUri(name, open(), openParts()) + "\"\n");
      int last = published() - 1;
      for (String other : renditions().keySet()) {
        if (!other.equals(name)) {
          text.append("#EXT-X-RENDITION-REPORT:URI=\"" + other + ".m3u8\",LAST-MSN=");
          text.append((FIRST + last / PARTS) + ",LAST-PART=" + last % PARTS + "\n");
        }
      }
    }
    return text.toString();
  }

  private String partUri(String name, int number, int part) {
    return name + "/" + session(number) + "-" + number + "." + part + ".m4s";
  }

  private void segment(
      StringBuilder text, String name, int number, boolean head, boolean withParts) {
    boolean jump = !head && discontinuity(name, number) != discontinuity(name, number - 1);
    if (jump) {
      text.append("#EXT-X-DISCONTINUITY\n");
    }
    if (head || jump) {
      text.append(
          "#EXT-X-MAP:URI=\"" + name + "/s-init" + discontinuity(name, number) + ".mp4\"\n");
    }
    text.append("#EXT-X-PROGRAM-DATE-TIME:");
    text.append(
        Instant.ofEpochMilli(dateMillis(name, number))
            .toString()
            .replaceFirst("(:\\d\\d)Z", "$1.000Z"));
    text.append("\n");
    boolean complete = number < open();
    boolean gap = gap(name, number);
    if (withParts && number >= open() - 7) {
      for (int part = 0; part < (complete ? PARTS : openParts()); part++) {
        text.append("#EXT-X-PART:DURATION=0.333333,URI=\"" + partUri(name, number, part) + "\"");
        text.append(part == 0 && pictures() && !gap || !pictures() ? ",INDEPENDENT=YES" : "");
        text.append(gap ? ",GAP=YES\n" : "\n");
      }
    }
    if (complete) {
      text.append(gap ? "#EXT-X-GAP\n" : "");
      text.append("#EXTINF:2.000000,\n" + name + "/" + session(number) + "-" + number + ".m4s\n");
    }
  }

  // Media --------------------------------------------------------------------------------------

  private byte[] bytes(String path) {
    String rendition = path.substring(0, path.indexOf('/'));
    if (path.endsWith(".mp4")) {
      int width = renditions().getOrDefault(rendition, 16);
      return MadeMedia.init(pictures(), width, width / 2, editList());
    }
    String[] name = path.replaceAll(".*-|\\.m4s", "").split("\\.");
    if (name.length == 0 || !name[0].matches("\\d+")) {
      return new byte[0];
    }
    int number = Integer.parseInt(name[0]);
    if (number < FIRST || !keepsWhatLeft() && number < open() - listed()) {
      return new byte[0];
    }
    if (name.length == 2) {
      int part = Integer.parseInt(name[1]);
      return await(number, part) && there(number, part)
          ? part(rendition, number, part)
          : new byte[0];
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int part = 0; number < open() && part < PARTS; part++) {
      all.writeBytes(part(rendition, number, part));
    }
    return all.toByteArray();
  }

  private byte[] part(String rendition, int number, int part) {
    double from = start(rendition, number) + part / 3.0;
    List<Run> runs = new ArrayList<>();
    if (pictures()) {
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        samples.add(new Sample(MadeMedia.picture(idr(number, part, i), 60), sync(number, part, i)));
      }
      runs.add(new Run(1, Math.round(from * MadeMedia.PICTURE_TICKS), 3_000, samples));
    }
    long frame = frame(from);
    List<Sample> sound = new ArrayList<>();
    for (long i = frame; i < frame(from + 1 / 3.0); i++) {
      sound.add(new Sample(String.format(Locale.ROOT, "frame %010d", i).getBytes(UTF_8), true));
    }
    long shift = Math.round(soundShift(rendition, number) * MadeMedia.SOUND_TICKS);
    if (hasSound(number)) {
      runs.add(new Run(2, frame * 1_024 + shift, 1_024, sound));
    }
    return MadeMedia.fragment(sequence(number, part), runs);
  }

  /** The AAC frame that starts nearest to a time. */
  private static long frame(double seconds) {
    // Ties must fall to the same side, whatever the last digit of the seconds is.
    return (long) Math.floor(seconds * MadeMedia.SOUND_TICKS / 1_024 + 0.5 + 1e-6);
  }
}
