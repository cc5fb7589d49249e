package live.nigiwai.ingest.archive;

import java.util.Optional;

/**
 * How a recording is doing.
 *
 * @param alarm why it stands still, or what else an operator must look at
 */
public record RecordingState(Phase phase, Optional<Alarm> alarm) {
  /** From the first segment to the end of the show. */
  public enum Phase {
    /** Every segment is kept. */
    RECORDING,
    /** The show goes on and is not being kept; recording starts again by itself. */
    STOPPED,
    /** The show is over; the recording is the replay. */
    ENDED
  }

  /** What is wrong, in words for the staff. */
  public enum Alarm {
    DISK_FULL(
        "録画を停止しています。ディスクの空き容量がありません。空きができると自動で再開します。",
        "Recording has stopped: the disk is full. It starts again by itself when there is room."),
    DISK_ERROR(
        "録画を停止しています。ディスクに書き込めません。サーバーのディスクを確認してください。",
        "Recording has stopped: the disk cannot be written. Check the server's disk."),
    DISK_SLOW("録画を停止しています。ディスクの書き込みが追いつきません。", "Recording has stopped: the disk cannot keep up."),
    STORAGE_AWAY(
        "録画は続いています。外部ストレージに接続できないため、転送を待機しています。",
        "Recording goes on; the outside storage cannot be reached, so copies are waiting.");

    private final String ja;
    private final String en;

    Alarm(String ja, String en) {
      this.ja = ja;
      this.en = en;
    }

    public String ja() {
      return ja;
    }

    public String en() {
      return en;
    }

    boolean stops() {
      return this != STORAGE_AWAY;
    }
  }
}
