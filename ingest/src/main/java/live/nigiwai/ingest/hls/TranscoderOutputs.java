package live.nigiwai.ingest.hls;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Pace;
import live.nigiwai.ingest.transcode.Transcoder;
import org.jspecify.annotations.Nullable;

/**
 * Carries what a transcoder made to the show's thread.
 *
 * <p>It has no limit of its own and needs none: it holds at most what went into the transcoder's
 * bounded queues. A limit here could make the two wait for each other.
 *
 * <p><i>Threading</i>: filled by the transcoder's threads, emptied by the show's.
 */
final class TranscoderOutputs implements Transcoder.Output {
  sealed interface Item {}

  record Opened(String rung, AvcConfig config) implements Item {}

  record Encoded(String rung, Sample sample) implements Item {}

  record Paced(Pace pace) implements Item {}

  record Failed(String why) implements Item {}

  private final Queue<Item> items = new ConcurrentLinkedQueue<>();
  private final Runnable wake;

  TranscoderOutputs(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void opened(String rung, AvcConfig config) {
    offer(new Opened(rung, config));
  }

  @Override
  public void encoded(String rung, Sample sample) {
    offer(new Encoded(rung, sample));
  }

  @Override
  public void paced(Pace pace) {
    offer(new Paced(pace));
  }

  @Override
  public void failed(String why) {
    offer(new Failed(why));
  }

  private void offer(Item item) {
    items.add(item);
    wake.run();
  }

  @Nullable Item poll() {
    return items.poll();
  }
}
