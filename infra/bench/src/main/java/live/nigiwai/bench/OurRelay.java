package live.nigiwai.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The demo as it is, with nobody held back: no sampling, no limit on what one person says. */
final class OurRelay implements Broadcaster {
  static final Map<String, String> UNLIMITED =
      Map.of(
          "NIGIWAI_RELAY_ROOM_SHOWN_PER_SECOND", "0",
          "NIGIWAI_RELAY_PACE_COMMENT_BURST", "100000",
          "NIGIWAI_RELAY_PACE_COMMENTS_PER_SECOND", "100000",
          "NIGIWAI_RELAY_VISIT_FRAME_BURST", "100000",
          "NIGIWAI_RELAY_VISIT_FRAMES_PER_SECOND", "100000",
          "NIGIWAI_RELAY_VISIT_UNSTORED_MAX", "10000",
          "NIGIWAI_RELAY_REPETITION_SAID_LATELY_MAX", "100000",
          "NIGIWAI_RELAY_REPETITION_SHORT_AGAIN_MAX", "100000",
          "NIGIWAI_RELAY_REPETITION_SAME_BY_OTHERS_MAX", "100000");
  private static final int SPEAKERS_MAX = 100;
  private static final int ACK_SECONDS_MAX = 20;

  private final MeasuredServer server;

  OurRelay(MeasuredServer server) {
    this.server = server;
  }

  static OurRelay start(List<String> before) throws IOException {
    return new OurRelay(MeasuredServer.demo(before, UNLIMITED));
  }

  MeasuredServer server() {
    return server;
  }

  @Override
  public String name() {
    return "nigiwai";
  }

  @Override
  public Crowd.Door door() {
    try {
      return new Crowd.Door(server.http().getPort(), "/api/shows/demo/live", true);
    } catch (IOException gone) {
      throw new IllegalStateException("the server is gone", gone);
    }
  }

  @Override
  public long cpuMicros() {
    return ProcessCpu.micros(server.pid());
  }

  @Override
  public long databaseMicros() throws IOException {
    return server.postgresMicros();
  }

  /** Viewers themselves speak, in turn. */
  @Override
  public Speaker speaker(Crowd crowd) throws Exception {
    int speakers = (int) Math.min(SPEAKERS_MAX, crowd.count(viewer -> viewer.live));
    String run = Long.toString(System.nanoTime(), 36);
    return new Speaker() {
      private long keys;

      @Override
      public void say(long number, String text) {
        crowd.say((int) (number % speakers), run + "-" + keys++, text);
      }

      @Override
      public boolean allTaken(long said) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ACK_SECONDS_MAX);
        while (crowd.sum(v -> v.acked + v.refused) < said && System.nanoTime() < end) {
          LockSupport.parkNanos(10_000_000);
        }
        return crowd.sum(v -> v.acked) == said;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
