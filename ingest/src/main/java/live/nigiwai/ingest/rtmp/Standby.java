package live.nigiwai.ingest.rtmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import live.nigiwai.ingest.media.PublishSink;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher's sink must be told first: the metadata, the decoders' configurations, and,
 * while another publisher is on air, everything since the newest key frame.
 *
 * <p>Looks no deeper into the media than the first two bytes. Without pictures, the newest sounds
 * stand for a group of pictures.
 *
 * <p><i>Threading</i>: its connection's event loop.
 */
final class Standby {
  private static final int SOUNDS_WITHOUT_PICTURES = 100;

  private final int bytesMax;
  private final Runnable overflow;
  private @Nullable Map<String, Object> metadata;
  private RtmpMessage.@Nullable Video pictures;
  private RtmpMessage.@Nullable Audio sounds;
  private boolean standing;
  private boolean sawPictures;
  private boolean complete;
  private long bytes;
  private final List<RtmpMessage> newest = new ArrayList<>();

  /**
   * @param bytesMax since a key frame; beyond it they are given up until the next one
   * @param overflow told when that happens
   */
  Standby(int bytesMax, Runnable overflow) {
    this.bytesMax = bytesMax;
    this.overflow = overflow;
  }

  /** From now on media is kept here; what was kept is of no use any more. */
  void begin() {
    standing = true;
    forget();
  }

  void metadata(Map<String, Object> table) {
    metadata = table;
  }

  /**
   * Takes a picture or a sound.
   *
   * @return whether this publisher could go on air with it
   */
  boolean hear(RtmpMessage message) {
    switch (message) {
      case RtmpMessage.Video video -> {
        sawPictures = true;
        if (isConfig(video)) {
          pictures = video;
          forget(); // what came before cannot be decoded with it
          return false;
        }
        if (standing && isKey(video)) {
          forget();
          complete = true;
          keep(video, video.payload().length);
          return complete;
        }
        if (standing && complete) {
          keep(video, video.payload().length);
        }
      }
      case RtmpMessage.Audio audio -> {
        if (isConfig(audio)) {
          sounds = audio;
        } else if (standing && complete) {
          keep(audio, audio.payload().length);
        } else if (standing && !sawPictures) {
          return soundAlone(audio);
        }
      }
      default -> {}
    }
    return false;
  }

  private boolean soundAlone(RtmpMessage.Audio audio) {
    newest.add(audio);
    boolean enough = newest.size() > SOUNDS_WITHOUT_PICTURES;
    if (enough) {
      newest.removeFirst();
    }
    return enough;
  }

  /** Whether going on air now would show something. */
  boolean ready() {
    return complete || !sawPictures && newest.size() >= SOUNDS_WITHOUT_PICTURES;
  }

  private void keep(RtmpMessage message, int length) {
    if (bytes + length > bytesMax) {
      forget();
      overflow.run();
      return;
    }
    bytes += length;
    newest.add(message);
  }

  private void forget() {
    newest.clear();
    bytes = 0;
    complete = false;
  }

  /** Tells a new sink everything, in the order and with the times it came, and keeps no more. */
  void replay(PublishSink sink) {
    if (metadata != null) {
      sink.metadata(metadata);
    }
    RtmpMessage.Video seen = pictures;
    if (seen != null) {
      sink.video(seen.timestamp(), seen.payload().clone());
    }
    RtmpMessage.Audio heard = sounds;
    if (heard != null) {
      sink.audio(heard.timestamp(), heard.payload().clone());
    }
    Consumer<RtmpMessage> tell =
        message -> {
          switch (message) {
            case RtmpMessage.Video(long at, byte[] payload) -> sink.video(at, payload);
            case RtmpMessage.Audio(long at, byte[] payload) -> sink.audio(at, payload);
            default -> {}
          }
        };
    newest.forEach(tell);
    standing = false;
    forget();
  }

  /** A sequence header, plain or by fourCC (Enhanced RTMP v2). */
  private static boolean isConfig(RtmpMessage.Video video) {
    byte[] payload = video.payload();
    if (payload.length < 2) {
      return false;
    }
    boolean enhanced = (payload[0] & 0x80) != 0;
    return enhanced ? (payload[0] & 0x0f) == 0 : (payload[0] & 0x0f) == 7 && payload[1] == 0;
  }

  private static boolean isKey(RtmpMessage.Video video) {
    byte[] payload = video.payload();
    return payload.length >= 2 && (payload[0] >> 4 & 7) == 1;
  }

  private static boolean isConfig(RtmpMessage.Audio audio) {
    byte[] payload = audio.payload();
    if (payload.length < 2) {
      return false;
    }
    int format = (payload[0] & 0xff) >> 4;
    return format == 9 ? (payload[0] & 0x0f) == 0 : format == 10 && payload[1] == 0;
  }
}
