package live.nigiwai.ingest.hls;

import java.util.Locale;
import java.util.Optional;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.PictureFormat;

/** What is not taken, in words that name the setting in OBS. Pure. */
final class Refusals {
  /**
   * One publisher that is sent away.
   *
   * @param limit the limit's name in the configuration, or a word for what is wrong
   */
  record Refusal(String limit, CloseReason words) {}

  private Refusals() {}

  static Refusal videoCodec(String codec) {
    return new Refusal(
        "videoCodec",
        CloseReason.rejected(
            "This encoder sends "
                + codec
                + " video; Nigiwai takes H.264. In OBS: Settings > Output > Streaming > Video"
                + " Encoder: choose x264 or another H.264 encoder."));
  }

  static Refusal audioCodec(String codec) {
    return new Refusal(
        "audioCodec",
        CloseReason.rejected(
            "This encoder sends "
                + codec
                + " audio; Nigiwai takes AAC. In OBS: Settings > Output > Streaming > Audio"
                + " Encoder: choose an AAC encoder."));
  }

  static Refusal unreadable(String what, String why) {
    return new Refusal(
        "configuration",
        CloseReason.rejected(
            "The "
                + what
                + " configuration cannot be read ("
                + why
                + "). In OBS: Settings > Output > Streaming: choose x264 and an AAC encoder."));
  }

  static Optional<Refusal> picture(PictureFormat format, MediaConfig.Limits limits) {
    int width = format.displayWidth();
    int height = format.height();
    long pixels = (long) width * height;
    if (pixels > limits.pixelsMax() || Math.max(width, height) > limits.sideMax()) {
      return Optional.of(
          new Refusal(
              "picture",
              CloseReason.rejected(
                  "The picture is "
                      + width
                      + "x"
                      + height
                      + "; Nigiwai takes up to "
                      + limits.sideMax()
                      + " pixels on the longer side. In OBS: Settings > Video > Output (Scaled)"
                      + " Resolution: 1920x1080 or less.")));
    }
    if (format.framesPerSecond() > limits.framesPerSecondMax() * 1.02) {
      return Optional.of(
          new Refusal(
              "framesPerSecondMax",
              CloseReason.rejected(
                  String.format(
                      Locale.ROOT,
                      "The video has %.0f frames per second; Nigiwai takes up to %d. In OBS:"
                          + " Settings > Video > Common FPS Values: 30 or 60.",
                      format.framesPerSecond(),
                      limits.framesPerSecondMax()))));
    }
    return Optional.empty();
  }

  static Optional<Refusal> sound(AacConfig config, MediaConfig.Limits limits) {
    if (config.channels() <= limits.channelsMax()) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            "channelsMax",
            CloseReason.rejected(
                "The sound has "
                    + config.channels()
                    + " channels; Nigiwai takes up to "
                    + limits.channelsMax()
                    + ". In OBS: Settings > Audio > Channels: Stereo.")));
  }

  static Refusal bitrate(long kilobits, MediaConfig.Limits limits) {
    return new Refusal(
        "kilobitsMax",
        CloseReason.rejected(
            "The stream has "
                + kilobits
                + " kbit/s; Nigiwai takes up to "
                + limits.kilobitsMax()
                + ". In OBS: Settings > Output > Streaming > Bitrate."));
  }

  static CloseReason takenOver() {
    return new CloseReason(
        "NetStream.Publish.Rejected",
        "Another encoder has started with this stream key and took over. If that was not you, ask"
            + " for a new key.");
  }

  static Refusal tooManyShows() {
    return new Refusal(
        "showsMax",
        new CloseReason(
            "NetStream.Publish.Rejected",
            "This server already carries as many shows as it is set to."));
  }

  static Refusal overflow() {
    return new Refusal(
        "waitingMax",
        new CloseReason(
            "NetStream.Publish.Rejected", "The server cannot keep up with this stream."));
  }

  static Refusal broken(String why) {
    return new Refusal(
        "fault",
        new CloseReason(
            "NetStream.Publish.Rejected", "The server could not process the stream: " + why));
  }

  static CloseReason ended() {
    return new CloseReason(
        "NetStream.Publish.BadName", "The producer has ended this show. Stop streaming in OBS.");
  }

  static CloseReason stopping() {
    return new CloseReason("NetConnection.Connect.Closed", "The server is stopping.");
  }
}
