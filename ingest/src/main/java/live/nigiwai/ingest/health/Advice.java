package live.nigiwai.ingest.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing staff should know, in a sentence that names the setting to change.
 *
 * @param value what was measured, in the unit the sentence uses
 */
public record Advice(Code code, Level level, String ja, String en, double value) {
  /** How much it matters; in rising order. */
  public enum Level {
    INFO,
    WARN,
    BAD;

    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it is about. Declared in the order in which one of the same level is told first. */
  public enum Code {
    PUBLISHER_GONE,
    NOTHING_ARRIVES,
    PICTURES_MISSING,
    UPLOAD_TOO_SLOW,
    ARRIVAL_GAPS,
    RECONNECTING_OFTEN,
    SOUND_MISSING,
    SILENCE,
    FRAMES_MISSING,
    SERVER_CANNOT_KEEP_UP,
    RUNG_SUSPENDED,
    FRAME_RATE_LOWERED,
    RECORDING_STOPPED,
    KEY_FRAMES_TOO_FAR,
    KEY_FRAMES_RARE,
    KEY_FRAMES_TOO_CLOSE,
    COLOUR_FORMAT,
    BITRATE_TOO_LOW,
    BITRATE_TOO_HIGH,
    CLIPPING,
    TOO_LOUD,
    TOO_QUIET,
    ONE_SIDED,
    SOUND_OFFSET,
    SOUND_LATE,
    SOUND_DRIFTS,
    DAMAGED,
    JITTER,
    BACKUP_IN_USE,
    UNEVEN_FRAMES,
    MANY_B_FRAMES,
    SAMPLE_RATE,
    MONO;

    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Told at once: it has lasted a while already, or it cannot flicker. */
    boolean isImmediate() {
      return this == PUBLISHER_GONE
          || this == NOTHING_ARRIVES
          || this == PICTURES_MISSING
          || this == SOUND_MISSING
          || this == SILENCE
          || this == BACKUP_IN_USE
          || this == RECORDING_STOPPED;
    }
  }
}
